namespace Ledger.Web.Endpoints;

/// <summary>A page of the list of complaints.</summary>
/// <param name="Complaints">The complaints, newest first. A page can be short or empty without being the last.</param>
/// <param name="Next">The cursor of the next page. Null at the end.</param>
internal sealed record ComplaintPageBody(IReadOnlyList<ComplaintRow> Complaints, string? Next);
