namespace Ledger.Web.Endpoints;

/// <summary>A page of the list of who looked.</summary>
/// <param name="Disclosures">The reads, newest first. A page can be short or empty without being the last.</param>
/// <param name="Next">The cursor of the next page. Null at the end.</param>
internal sealed record DisclosurePageBody(IReadOnlyList<DisclosureRow> Disclosures, string? Next);
