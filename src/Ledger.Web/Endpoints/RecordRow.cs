namespace Ledger.Web.Endpoints;

/// <summary>A record as a list shows it: nothing personal.</summary>
/// <param name="Id">The record id.</param>
/// <param name="Type">The record type.</param>
/// <param name="Kind">What the record is.</param>
/// <param name="Status">Its status by the log.</param>
/// <param name="Index">The entry's place in the department's log.</param>
/// <param name="At">When it was logged.</param>
internal sealed record RecordRow(
    string Id, string Type, [property: Described(ApiWords.RecordKind)] string Kind, [property: Described(ApiWords.RecordStatus)] string Status, long Index,
    DateTimeOffset At);
