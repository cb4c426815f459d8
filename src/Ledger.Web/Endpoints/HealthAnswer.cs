namespace Ledger.Web.Endpoints;

/// <summary>How the node is.</summary>
/// <param name="Status">degraded: statuses can be changed, something else does not go on; stopped: a log is not written to.</param>
/// <param name="Departments">Each department of the node.</param>
/// <param name="Endpoints">Each endpoint of the chain.</param>
/// <param name="Mirror">The node's copy of the chain.</param>
/// <param name="Tokens">The node's tokens.</param>
internal sealed record HealthAnswer(
    [property: Described(ApiWords.NodeStatus)] string Status, IReadOnlyList<DepartmentHealth> Departments, IReadOnlyList<ChainEndpointHealth> Endpoints,
    MirrorHealth Mirror, TokensHealth Tokens);
