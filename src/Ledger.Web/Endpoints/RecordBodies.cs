using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Ledger.Web.Endpoints;

/// <summary>A record that was issued.</summary>
/// <param name="Id">The record id.</param>
/// <param name="Index">The entry's place in the department's log.</param>
/// <param name="Level">How far its proof has come, L0 to L3; fetch the bundle again later for more.</param>
/// <param name="Bundle">The bundle as it is now, with every disclosure.</param>
internal sealed record IssuedAnswer(
    string Id, long Index, [property: Described(ApiWords.ProofLevel)] string Level, [property: Described(nameof(BundleBody))] JsonNode Bundle);

/// <summary>
/// One answer line of a batch: key, id, index and level; or key, code and errors. The key is null when the line was too broken to have
/// one; then the errors name the line.
/// </summary>
/// <param name="Key">The line's own key.</param>
/// <param name="Id">The record id.</param>
/// <param name="Index">The entry's place in the department's log.</param>
/// <param name="Level">How far its proof has come.</param>
/// <param name="Code">Why the line was refused: a row of the fault table.</param>
/// <param name="Errors">Every place of the line that is wrong.</param>
/// <param name="Earlier">The record that has the document number already.</param>
internal sealed record LineAnswerBody(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Key,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Id = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Index = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Described(ApiWords.ProofLevel)] string? Level = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Code = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ViolationBody>? Errors = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Earlier = null);

/// <summary>A place in the input that is wrong.</summary>
/// <param name="Path">A JSON Pointer (RFC 6901) into the body, or /name of a query parameter; empty for the whole.</param>
/// <param name="Zh">What is wrong there, in Chinese.</param>
/// <param name="En">What is wrong there, in English.</param>
internal sealed record ViolationBody(string Path, string Zh, string En);

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

/// <summary>One page of a list.</summary>
/// <param name="Records">The records, newest first. With a filter a page may have fewer than asked for, or none, and not be the last.</param>
/// <param name="Next">What to pass as <c>cursor</c> for the following page; null is the end.</param>
/// <param name="Damaged">The log indices of records of this page whose stored data is damaged; absent when there are none.</param>
internal sealed record RecordPage(
    IReadOnlyList<RecordRow> Records, string? Next, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<long>? Damaged = null);

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

/// <summary>The head of a log the chain holds.</summary>
/// <param name="Size">How many entries the anchored tree has.</param>
/// <param name="Root">The root of that tree, in base64.</param>
/// <param name="Block">The number of the block that holds it.</param>
/// <param name="BlockHash">That block's hash.</param>
/// <param name="BlockTime">That block's time.</param>
/// <param name="Tx">The hash of the transaction that anchored it.</param>
/// <param name="Final">Whether that block is final.</param>
internal sealed record AnchorBody(long Size, string Root, long Block, string BlockHash, DateTimeOffset BlockTime, string Tx, bool Final);

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

/// <summary>Everything that happened to a record.</summary>
/// <param name="Id">The record id.</param>
/// <param name="Events">What happened, oldest first.</param>
internal sealed record HistoryAnswer(string Id, IReadOnlyList<HistoryRow> Events);

/// <summary>A status change that was logged.</summary>
/// <param name="Id">The record id.</param>
/// <param name="Status">The new status.</param>
/// <param name="Successor">The record that takes its place, if any.</param>
/// <param name="Index">The status entry's place in the log.</param>
/// <param name="At">When it was logged.</param>
/// <param name="Level">How far the proof of the status entry has come.</param>
/// <param name="OnChain">Whether the chain has it too, so that everybody sees it; if not, it follows by itself.</param>
internal sealed record StatusAnswer(
    string Id, [property: Described(ApiWords.RecordStatus)] string Status, string? Successor, long Index, DateTimeOffset At,
    [property: Described(ApiWords.ProofLevel)] string Level, bool OnChain);

/// <summary>The body that changes a status.</summary>
/// <param name="Status">The status it shall have.</param>
/// <param name="Reason">Why, 1 to 500 characters; kept encrypted.</param>
/// <param name="Successor">The record that takes its place; only for superseded, and left out otherwise.</param>
internal sealed record StatusBody(
    [property: Described(ApiWords.RecordStatus)] string Status, string Reason,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Successor = null);
