using System.Text.Json.Nodes;

namespace Ledger.Web.Endpoints;

/// <summary>What a bundle says about its record. A member that could not be read is null.</summary>
/// <param name="Id">The record id.</param>
/// <param name="Type">The record type.</param>
/// <param name="Issuer">The department that issued it.</param>
/// <param name="ValidFrom">The start of validity.</param>
/// <param name="ValidUntil">The end of validity. Null if it never ends.</param>
/// <param name="Claims">The disclosed claims.</param>
/// <param name="HiddenClaims">The number of claims that are not disclosed.</param>
/// <param name="LogIndex">The index of the entry in the log.</param>
internal sealed record ReportRecordBody(
    string? Id, string? Type, string? Issuer, DateTimeOffset? ValidFrom, DateTimeOffset? ValidUntil, JsonObject? Claims, int HiddenClaims, long? LogIndex);
