namespace Ledger.Web.Endpoints;

/// <summary>The state of the node.</summary>
/// <param name="Status">ready; degraded: something does not work, and its code is below; stopped: no department accepts entries, or the registry knows none of them.</param>
/// <param name="Departments">The state of each department.</param>
/// <param name="Endpoints">The state of each endpoint of the chain.</param>
/// <param name="Mirror">The state of the node's copy of the chain.</param>
/// <param name="Tokens">The state of the node's tokens.</param>
internal sealed record HealthAnswer(
    [property: Described(ApiWords.NodeStatus)] string Status, IReadOnlyList<DepartmentHealth> Departments, IReadOnlyList<ChainEndpointHealth> Endpoints,
    MirrorHealth Mirror, TokensHealth Tokens);
