using System.Text.Json.Nodes;

namespace Ledger.Web.Endpoints;

/// <summary>One record.</summary>
/// <param name="Id">The record id.</param>
/// <param name="Type">The record type.</param>
/// <param name="Kind">certificate, decision or consent.</param>
/// <param name="Status">The current status in the log.</param>
/// <param name="Index">The index of the entry in the department's log.</param>
/// <param name="At">The time at which it was logged.</param>
/// <param name="Level">The level of the proof of the record.</param>
/// <param name="Claims">The claims. Only for issuers.</param>
/// <param name="StatusReason">The reason for the current status. Null if the status was never changed, or if the subject was erased.</param>
/// <param name="StatusBy">The name of the token that requested the current status.</param>
/// <param name="StatusSince">The time at which the current status was logged. Null if the status was never changed.</param>
/// <param name="Erasure">The certificate that the content was erased. Null if it was not.</param>
internal sealed record RecordAnswer(
    string Id, string Type, [property: Described(ApiWords.RecordKind)] string Kind, [property: Described(ApiWords.RecordStatus)] string Status, long Index,
    DateTimeOffset At, [property: Described(ApiWords.ProofLevel)] string Level, JsonObject? Claims,
    string? StatusReason, string? StatusBy, DateTimeOffset? StatusSince, ErasureRow? Erasure);
