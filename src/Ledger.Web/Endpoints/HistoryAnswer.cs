namespace Ledger.Web.Endpoints;

/// <summary>Everything that happened to a record.</summary>
/// <param name="Id">The record id.</param>
/// <param name="Events">What happened, oldest first.</param>
internal sealed record HistoryAnswer(string Id, IReadOnlyList<HistoryRow> Events);
