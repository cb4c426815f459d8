namespace Ledger.Web.Endpoints;

/// <summary>The history of a record.</summary>
/// <param name="Id">The record id.</param>
/// <param name="Events">The events, oldest first.</param>
/// <param name="Erasure">The certificate that the content was erased. Null if it was not.</param>
internal sealed record HistoryAnswer(string Id, IReadOnlyList<HistoryRow> Events, ErasureRow? Erasure);
