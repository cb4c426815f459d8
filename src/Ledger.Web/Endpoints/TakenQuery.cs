namespace Ledger.Web.Endpoints;

/// <summary>A query parameter that a route takes; every other is refused.</summary>
internal sealed record TakenQuery(string Name);
