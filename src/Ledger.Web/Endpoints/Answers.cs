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

/// <summary>A department of this node, as anybody may see it.</summary>
/// <param name="Id">The short name in addresses.</param>
/// <param name="NameZh">Its name in Chinese.</param>
/// <param name="NameEn">Its name in English.</param>
/// <param name="Origin">The origin of its log (C2SP tlog-checkpoint).</param>
/// <param name="Issuer">The issuer of its records.</param>
/// <param name="Vkey">The key that verifies its checkpoints (C2SP signed-note).</param>
/// <param name="Log">Where its public log is read.</param>
/// <param name="Types">The record types it may issue.</param>
internal sealed record DepartmentRow(string Id, string NameZh, string NameEn, string Origin, string Issuer, string Vkey, string Log, IReadOnlyList<string> Types);

/// <summary>A record type of the catalogue.</summary>
/// <param name="Vct">The type's identifier.</param>
/// <param name="Kind">What its records are.</param>
/// <param name="Domain">The domain of city work it belongs to.</param>
/// <param name="NameZh">Its name in Chinese.</param>
/// <param name="NameEn">Its name in English.</param>
/// <param name="Metadata">Where its metadata is read on this node: a path.</param>
/// <param name="Integrity">The digest of that file (W3C Subresource Integrity).</param>
internal sealed record TypeRow(string Vct, [property: Described(ApiWords.RecordKind)] string Kind, string Domain, string NameZh, string NameEn, string Metadata, string Integrity);

/// <summary>How a department's log and the chain stand to each other.</summary>
/// <param name="Department">The department's short name.</param>
/// <param name="Writer">Whether its log is written to.</param>
/// <param name="Size">How many entries its log has.</param>
/// <param name="AnchoredSize">How many of them are anchored.</param>
/// <param name="PendingStatuses">How many status changes the chain does not have yet.</param>
/// <param name="ChainLastSeen">When the chain last answered; null when it has not.</param>
/// <param name="WaitingSince">Since when an entry waits for its anchor; null when none does.</param>
/// <param name="Code">What does not go on; null when everything does.</param>
/// <param name="SelfCheck">What the node last found about this log; null before its first check.</param>
/// <param name="Clock">How this machine's clock stands to the chain and to this log; null while the department is down.</param>
internal sealed record DepartmentHealth(
    string Department, [property: Described(ApiWords.WriterStatus)] string Writer, long Size, long AnchoredSize, int PendingStatuses, DateTimeOffset? ChainLastSeen, DateTimeOffset? WaitingSince,
    string? Code, SelfChecks.SelfCheckResult? SelfCheck, ClockHealth? Clock);

/// <summary>How the node's mirror of the chain stands to the chain.</summary>
/// <param name="Block">As of which block it answers; null while it does not.</param>
/// <param name="Lag">How many blocks of the chain are not in it yet.</param>
/// <param name="SeenAt">When it last saw the chain.</param>
/// <param name="AgeSeconds">How long ago that is.</param>
/// <param name="Code">What keeps it from being brought up to date.</param>
/// <param name="Rebuilds">How often it began anew since the start.</param>
/// <param name="LastRebuild">The code of why it last did.</param>
internal sealed record MirrorHealth(
    long? Block, long Lag, DateTimeOffset? SeenAt, double? AgeSeconds, string? Code, int Rebuilds, string? LastRebuild);

/// <summary>How the node's tokens stand.</summary>
/// <param name="Code">LDG9023 while they cannot be read, LDG9024 while nobody has looked through those of a backup, LDG9040 or LDG9041 while a file of theirs is missing; null when nothing is wrong.</param>
/// <param name="RestoredAsOf">When that backup was made.</param>
internal sealed record TokensHealth(string? Code, DateTimeOffset? RestoredAsOf);

/// <summary>How the node is.</summary>
/// <param name="Status">degraded: statuses can be changed, something else does not go on; stopped: a log is not written to.</param>
/// <param name="Departments">Each department of the node.</param>
/// <param name="Endpoints">Each endpoint of the chain.</param>
/// <param name="Mirror">The node's copy of the chain.</param>
/// <param name="Tokens">The node's tokens.</param>
internal sealed record HealthAnswer(
    [property: Described(ApiWords.NodeStatus)] string Status, IReadOnlyList<DepartmentHealth> Departments, IReadOnlyList<ChainEndpointHealth> Endpoints,
    MirrorHealth Mirror, TokensHealth Tokens);

/// <summary>One endpoint of the chain.</summary>
/// <param name="Name">Scheme, host and port, without credentials.</param>
/// <param name="State">How it is.</param>
/// <param name="Height">The number of its newest block; null when it has not answered.</param>
/// <param name="HeadTime">The time of that block.</param>
/// <param name="LastAnswer">When it last answered.</param>
internal sealed record ChainEndpointHealth(string Name, [property: Described(ApiWords.EndpointStatus)] string State, long? Height, DateTimeOffset? HeadTime, DateTimeOffset? LastAnswer);
