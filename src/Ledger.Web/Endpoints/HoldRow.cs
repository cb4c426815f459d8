namespace Ledger.Web.Endpoints;

/// <summary>A legal hold.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Law">The law, and why it applies.</param>
/// <param name="Until">The last day (UTC) on which the data must be kept.</param>
/// <param name="PlacedBy">The name of the token that placed it.</param>
/// <param name="PlacedAt">When it was placed.</param>
/// <param name="ReleasedBy">The name of the token that ended it before its day. Null if nobody did.</param>
/// <param name="ReleasedAt">When it was ended before its day.</param>
internal sealed record HoldRow(
    string Id, string Law, DateOnly Until, string PlacedBy, DateTimeOffset PlacedAt, string? ReleasedBy, DateTimeOffset? ReleasedAt);
