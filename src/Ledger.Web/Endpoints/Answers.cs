using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Ledger.Web.Endpoints;

/// <summary>A record that was issued.</summary>
/// <param name="Id">The record id.</param>
/// <param name="Index">The entry's place in the department's log.</param>
/// <param name="Level">How far its proof has come, L0 to L3; fetch the bundle again later for more.</param>
/// <param name="Bundle">The bundle as it is now, with every disclosure.</param>
internal sealed record IssuedAnswer(string Id, long Index, string Level, JsonNode Bundle);

/// <summary>
/// One answer line of a batch: key, id, index and level; or key, code and errors. The key is null when the line was too broken to have
/// one; then the errors name the line. <paramref name="Earlier"/> is the record that has the document number already.
/// </summary>
internal sealed record LineAnswerBody(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Key,
    string? Id = null, long? Index = null, string? Level = null, string? Code = null, IReadOnlyList<ViolationBody>? Errors = null,
    string? Earlier = null);

/// <summary>A place in the input that is wrong.</summary>
internal sealed record ViolationBody(string Path, string Zh, string En);

/// <summary>A record as a list shows it: nothing personal.</summary>
internal sealed record RecordRow(string Id, string Type, string Kind, string Status, long Index, DateTimeOffset At);

/// <summary>One page of a list. Pass <paramref name="Next"/> as <c>cursor</c> for the following one; null is the end.</summary>
internal sealed record RecordPage(IReadOnlyList<RecordRow> Records, string? Next);

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
    string Id, string Type, string Kind, string Status, long Index, DateTimeOffset At, string Level, JsonNode? Claims,
    string? StatusReason, string? StatusBy, DateTimeOffset? StatusSince);

/// <summary>The head of a log the chain holds.</summary>
internal sealed record AnchorBody(long Size, string Root, long Block, string BlockHash, DateTimeOffset BlockTime, string Tx, bool Final);

/// <summary>
/// One thing that happened to a record, with its proof. <paramref name="Reason"/> and <paramref name="By"/> of a status are for issuers and
/// auditors of the department only.
/// </summary>
internal sealed record HistoryRow(
    long Index, DateTimeOffset At, string Kind, string? Status, string? Successor, string Level, string Entry, string Proof, AnchorBody? Anchor,
    string? Reason, string? By);

/// <summary>Everything that happened to a record, oldest first.</summary>
internal sealed record HistoryAnswer(string Id, IReadOnlyList<HistoryRow> Events);

/// <summary>A status change that was logged.</summary>
/// <param name="Id">The record id.</param>
/// <param name="Status">The new status.</param>
/// <param name="Successor">The record that takes its place, if any.</param>
/// <param name="Index">The status entry's place in the log.</param>
/// <param name="At">When it was logged.</param>
/// <param name="Level">How far the proof of the status entry has come.</param>
/// <param name="OnChain">Whether the chain has it too, so that everybody sees it; if not, it follows by itself.</param>
internal sealed record StatusAnswer(string Id, string Status, string? Successor, long Index, DateTimeOffset At, string Level, bool OnChain);

/// <summary>The body that changes a status.</summary>
internal sealed record StatusBody(string Status, string Reason, string? Successor);

/// <summary>The body that asks for a token.</summary>
internal sealed record TokenBody(string Name, string Role);

/// <summary>A new token; it cannot be shown again.</summary>
internal sealed record TokenAnswer(string Name, string Department, string Role, string Token);

/// <summary>A department of this node, as anybody may see it.</summary>
internal sealed record DepartmentRow(string Id, string NameZh, string NameEn, string Origin, string Issuer, string Vkey, string Log, IReadOnlyList<string> Types);

/// <summary>A record type of the catalogue.</summary>
internal sealed record TypeRow(string Vct, string Kind, string Domain, string NameZh, string NameEn, string Metadata, string Integrity);

/// <summary>How a department's log and the chain stand to each other.</summary>
internal sealed record DepartmentHealth(
    string Department, string Writer, long Size, long AnchoredSize, int PendingStatuses, DateTimeOffset? ChainLastSeen, DateTimeOffset? WaitingSince,
    string? Code, SelfChecks.SelfCheckResult? SelfCheck);

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

/// <summary><c>ready</c>, <c>degraded</c> (issuing goes on, something else does not) or <c>stopped</c>.</summary>
internal sealed record HealthAnswer(string Status, IReadOnlyList<DepartmentHealth> Departments, IReadOnlyList<ChainEndpointHealth> Endpoints, MirrorHealth Mirror);

/// <summary>One endpoint of the chain, without its credentials: <c>unknown</c>, <c>up</c>, <c>erring</c>, <c>behind</c>, <c>silent</c>, <c>unconfirmed</c> or <c>otherChain</c>.</summary>
internal sealed record ChainEndpointHealth(string Name, string State, long? Height, DateTimeOffset? HeadTime, DateTimeOffset? LastAnswer);
