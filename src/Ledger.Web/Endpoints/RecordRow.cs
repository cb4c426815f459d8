namespace Ledger.Web.Endpoints;

/// <summary>A record in a list, without personal data.</summary>
/// <param name="Id">The record id.</param>
/// <param name="Type">The record type.</param>
/// <param name="Kind">The kind of record.</param>
/// <param name="Status">The current status in the log.</param>
/// <param name="Index">The index of the entry in the department's log.</param>
/// <param name="At">The time at which it was logged.</param>
internal sealed record RecordRow(
    string Id, string Type, [property: Described(ApiWords.RecordKind)] string Kind, [property: Described(ApiWords.RecordStatus)] string Status, long Index,
    DateTimeOffset At);
