using System.Text.Json.Nodes;

namespace Ledger.Web.Endpoints;

/// <summary>One record.</summary>
/// <param name="Id">The record id.</param>
/// <param name="Type">The record type.</param>
/// <param name="Kind">certificate, decision or consent.</param>
/// <param name="Status">Its status by the log.</param>
/// <param name="Index">The entry's place in the log.</param>
/// <param name="At">When it was logged.</param>
/// <param name="Level">How far its proof has come.</param>
/// <param name="Claims">Its claims; only for issuers.</param>
/// <param name="StatusReason">Why it has that status; null when it was never changed, or the subject was erased.</param>
/// <param name="StatusBy">The name of the token that asked for it.</param>
/// <param name="StatusSince">When the status was logged; null when it was never changed.</param>
internal sealed record RecordAnswer(
    string Id, string Type, [property: Described(ApiWords.RecordKind)] string Kind, [property: Described(ApiWords.RecordStatus)] string Status, long Index,
    DateTimeOffset At, [property: Described(ApiWords.ProofLevel)] string Level, JsonObject? Claims,
    string? StatusReason, string? StatusBy, DateTimeOffset? StatusSince);
