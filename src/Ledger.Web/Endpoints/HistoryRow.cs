namespace Ledger.Web.Endpoints;

/// <summary>One event in the history of a record, with its proof.</summary>
/// <param name="Index">The index of the entry in the department's log.</param>
/// <param name="At">The time at which it was logged.</param>
/// <param name="Kind">The kind of event.</param>
/// <param name="Status">The new status. Null for the issue of the record.</param>
/// <param name="Successor">The record that replaced it, if any.</param>
/// <param name="Level">The level of the proof of the entry.</param>
/// <param name="Entry">The log entry: canonical JSON, as text.</param>
/// <param name="Proof">The inclusion proof of the entry (C2SP tlog-proof).</param>
/// <param name="Anchor">The anchored head that covers the entry. Null until there is one.</param>
/// <param name="Reason">The reason for the status change. Only for issuers and auditors of the department.</param>
/// <param name="By">The name of the token that requested the change. Only for issuers and auditors of the department.</param>
internal sealed record HistoryRow(
    long Index, DateTimeOffset At, [property: Described(ApiWords.EventKind)] string Kind, [property: Described(ApiWords.RecordStatus)] string? Status,
    string? Successor, [property: Described(ApiWords.ProofLevel)] string Level, string Entry, string Proof, AnchorBody? Anchor,
    string? Reason, string? By);
