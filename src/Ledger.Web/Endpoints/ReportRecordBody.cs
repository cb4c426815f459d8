using System.Text.Json.Nodes;

namespace Ledger.Web.Endpoints;

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
