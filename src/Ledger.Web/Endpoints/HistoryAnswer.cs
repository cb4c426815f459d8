namespace Ledger.Web.Endpoints;

/// <summary>The history of a record.</summary>
/// <param name="Id">The record id.</param>
/// <param name="Events">The events, oldest first.</param>
internal sealed record HistoryAnswer(string Id, IReadOnlyList<HistoryRow> Events);
