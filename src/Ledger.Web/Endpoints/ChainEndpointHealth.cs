namespace Ledger.Web.Endpoints;

/// <summary>The state of one endpoint of the chain.</summary>
/// <param name="Name">Scheme, host and port, without credentials.</param>
/// <param name="State">The state of the endpoint.</param>
/// <param name="Height">The number of its newest block. Null if it has not answered yet.</param>
/// <param name="HeadTime">The time of that block.</param>
/// <param name="LastAnswer">The time of its last answer.</param>
internal sealed record ChainEndpointHealth(string Name, [property: Described(ApiWords.EndpointStatus)] string State, long? Height, DateTimeOffset? HeadTime, DateTimeOffset? LastAnswer);
