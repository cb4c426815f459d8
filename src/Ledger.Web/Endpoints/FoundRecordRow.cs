using System.Text.Json.Nodes;

namespace Ledger.Web.Endpoints;

/// <summary>A record that a search found.</summary>
/// <param name="Id">The record id.</param>
/// <param name="Type">The record type.</param>
/// <param name="Kind">certificate, decision or consent.</param>
/// <param name="Status">The current status in the log.</param>
/// <param name="Index">The index of the entry in the department's log.</param>
/// <param name="At">The time at which it was logged.</param>
/// <param name="Claims">The claims. Null without a purpose, and for a record whose content was lost.</param>
internal sealed record FoundRecordRow(
    string Id, string Type, [property: Described(ApiWords.RecordKind)] string Kind, [property: Described(ApiWords.RecordStatus)] string Status, long Index,
    DateTimeOffset At, JsonObject? Claims);
