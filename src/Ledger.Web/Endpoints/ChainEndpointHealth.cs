namespace Ledger.Web.Endpoints;

/// <summary>One endpoint of the chain.</summary>
/// <param name="Name">Scheme, host and port, without credentials.</param>
/// <param name="State">How it is.</param>
/// <param name="Height">The number of its newest block; null when it has not answered.</param>
/// <param name="HeadTime">The time of that block.</param>
/// <param name="LastAnswer">When it last answered.</param>
internal sealed record ChainEndpointHealth(string Name, [property: Described(ApiWords.EndpointStatus)] string State, long? Height, DateTimeOffset? HeadTime, DateTimeOffset? LastAnswer);
