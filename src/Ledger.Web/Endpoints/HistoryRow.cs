namespace Ledger.Web.Endpoints;

/// <summary>One thing that happened to a record, with its proof.</summary>
/// <param name="Index">The entry's place in the department's log.</param>
/// <param name="At">When it was logged.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Status">The status it got; null when it was issued.</param>
/// <param name="Successor">The record that took its place, if any.</param>
/// <param name="Level">How far the entry's proof has come.</param>
/// <param name="Entry">The entry as logged: canonical JSON, as text.</param>
/// <param name="Proof">The entry's inclusion proof (C2SP tlog-proof).</param>
/// <param name="Anchor">The head on chain that covers it; null before there is one.</param>
/// <param name="Reason">Why the status was changed; only for issuers and auditors of the department.</param>
/// <param name="By">The name of the token that asked for the change; only for issuers and auditors of the department.</param>
internal sealed record HistoryRow(
    long Index, DateTimeOffset At, [property: Described(ApiWords.EventKind)] string Kind, [property: Described(ApiWords.RecordStatus)] string? Status,
    string? Successor, [property: Described(ApiWords.ProofLevel)] string Level, string Entry, string Proof, AnchorBody? Anchor,
    string? Reason, string? By);
