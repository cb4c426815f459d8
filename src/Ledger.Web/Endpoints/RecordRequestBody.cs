using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Ledger.Web.Endpoints;

/// <summary>
/// A request to issue a record, for the API description; requests are read by the Issuing step itself. What is not known is left out: a member
/// with the value null is refused.
/// </summary>
/// <param name="Type">The record type, as listed at /v1/types.</param>
/// <param name="Subject">Whom the record is about.</param>
/// <param name="Claims">What the record says, by the type's own form.</param>
/// <param name="Key">A line of a batch needs it; in a single request it equals Idempotency-Key.</param>
/// <param name="Department">The department in the address, for files that hold lines of several.</param>
/// <param name="ValidFrom">From when it is valid, in whole seconds; now without it.</param>
/// <param name="ValidUntil">Until when it is valid, in whole seconds; without end when it is left out and the type allows it.</param>
/// <param name="Replaces">The record whose place the new one takes, with the same document number until that one is superseded.</param>
internal sealed record RecordRequestBody(
    string Type, SubjectBody Subject, JsonObject Claims,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Key = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Department = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? ValidFrom = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? ValidUntil = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Replaces = null);
