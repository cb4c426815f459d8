using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Ledger.Web.Endpoints;

/// <summary>The report of a verification, for the API description; <see cref="Ledger.Verify.Verdicts.ReportWriter"/> writes it.</summary>
/// <param name="Verdict">What all checks come to.</param>
/// <param name="En">The verdict in one English sentence.</param>
/// <param name="Zh">The verdict in one Chinese sentence.</param>
/// <param name="AsOf">The time the verdict is about.</param>
/// <param name="Checks">Every check, in a fixed order.</param>
/// <param name="Record">What the bundle says of the record.</param>
/// <param name="Status">The record's status at that time; null when it is not known.</param>
/// <param name="Anchor">The anchor that covers the record; null when none was found.</param>
/// <param name="Source">The chain as it was asked; null when it was not.</param>
/// <param name="Migration">How the log moved to this chain; absent when it did not.</param>
internal sealed record ReportBody(
    [property: Described(ApiWords.Verdict)] string Verdict, string En, string Zh, DateTimeOffset AsOf, IReadOnlyList<CheckBody> Checks,
    ReportRecordBody Record, ReportStatusBody? Status, ReportAnchorBody? Anchor, ReportSourceBody? Source,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ReportMigrationBody? Migration = null);

/// <summary>One check of a report.</summary>
/// <param name="Check">Its name.</param>
/// <param name="Outcome">What it came to.</param>
/// <param name="Required">Whether the verdict needs it.</param>
/// <param name="Code">The code of what was found.</param>
/// <param name="En">What was found, in English.</param>
/// <param name="Zh">What was found, in Chinese.</param>
/// <param name="Detail">More about it, such as a place or a time; null when there is no more.</param>
internal sealed record CheckBody(
    [property: Described(ApiWords.CheckName)] string Check, [property: Described(ApiWords.CheckOutcome)] string Outcome,
    bool Required, string Code, string En, string Zh, string? Detail);

/// <summary>What a bundle says of its record; a member that could not be read is null.</summary>
/// <param name="Id">The record id.</param>
/// <param name="Type">The record type.</param>
/// <param name="Issuer">The department that issued it.</param>
/// <param name="ValidFrom">From when it is valid.</param>
/// <param name="ValidUntil">Until when it is valid; null for no end.</param>
/// <param name="Claims">The claims that are disclosed.</param>
/// <param name="HiddenClaims">How many claims are not.</param>
/// <param name="LogIndex">The entry's place in the log.</param>
internal sealed record ReportRecordBody(
    string? Id, string? Type, string? Issuer, DateTimeOffset? ValidFrom, DateTimeOffset? ValidUntil, JsonObject? Claims, int HiddenClaims, long? LogIndex);

/// <summary>A record's status by the chain.</summary>
/// <param name="Status">The status.</param>
/// <param name="Since">Since when; null when it was never changed.</param>
/// <param name="Successor">The record that took its place, if any.</param>
internal sealed record ReportStatusBody([property: Described(ApiWords.ReportedStatus)] string Status, DateTimeOffset? Since, string? Successor);

/// <summary>An anchor as the chain holds it.</summary>
/// <param name="Size">How many entries the anchored tree has.</param>
/// <param name="Root">The root of that tree, in base64.</param>
/// <param name="Block">The block that holds it.</param>
/// <param name="Tx">The hash of the transaction that anchored it.</param>
internal sealed record ReportAnchorBody(long Size, string Root, BlockBody? Block, string Tx);

/// <summary>A block of a chain.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Hash">Its hash: 0x and 64 hexadecimal digits.</param>
/// <param name="Time">Its time.</param>
internal sealed record BlockBody(long Number, string Hash, DateTimeOffset Time);

/// <summary>Which chain was asked, and as of which block.</summary>
/// <param name="ChainId">The chain's id.</param>
/// <param name="Registry">The address of the DepartmentRegistry contract.</param>
/// <param name="Finality">The finality rule: instant, finalized or depth:N.</param>
/// <param name="Latest">The newest block.</param>
/// <param name="Final">The newest final block; null when nothing is final.</param>
/// <param name="Endpoints">The endpoints that were asked, without credentials.</param>
/// <param name="SeenAt">When the node's copy of the chain last saw it; absent when the chain itself was asked.</param>
internal sealed record ReportSourceBody(
    long ChainId, string Registry, string Finality, BlockBody? Latest, BlockBody? Final, IReadOnlyList<string> Endpoints,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? SeenAt = null);

/// <summary>How a log moved from one chain to another.</summary>
/// <param name="Record">The hash of the migration record.</param>
/// <param name="RecordedAt">When the registry acknowledged it.</param>
/// <param name="From">The chain it left.</param>
/// <param name="To">The chain it moved to.</param>
internal sealed record ReportMigrationBody(string Record, DateTimeOffset? RecordedAt, ReportPlaceBody From, ReportPlaceBody To);

/// <summary>One end of a move.</summary>
/// <param name="ChainId">The chain's id.</param>
/// <param name="Registry">The address of its DepartmentRegistry contract.</param>
/// <param name="Block">Of the chain that was left its last final block, of the other the one that anchors the move.</param>
internal sealed record ReportPlaceBody(long ChainId, string Registry, BlockBody? Block);

/// <summary>A department's record keys (SD-JWT VC issuer metadata).</summary>
/// <param name="Issuer">The issuer of its records.</param>
/// <param name="Jwks">Its keys, a JWK set (RFC 7517).</param>
internal sealed record IssuerMetadataBody(string Issuer, JsonObject Jwks);
