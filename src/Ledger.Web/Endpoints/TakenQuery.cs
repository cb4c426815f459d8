namespace Ledger.Web.Endpoints;

/// <summary>A query parameter that a route takes. The node refuses all others.</summary>
internal sealed record TakenQuery(string Name);
