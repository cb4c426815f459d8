namespace Ledger.Web.Endpoints;

/// <summary>A page of found records.</summary>
/// <param name="Records">The records, newest first.</param>
/// <param name="Next">The cursor of the next page. Null at the end.</param>
/// <param name="Damaged">The indices of records on this page that the node cannot read. Null if there are none.</param>
internal sealed record FoundRecordPage(IReadOnlyList<FoundRecordRow> Records, string? Next, IReadOnlyList<long>? Damaged);
