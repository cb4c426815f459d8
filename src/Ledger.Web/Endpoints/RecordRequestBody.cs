using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Ledger.Web.Endpoints;

/// <summary>
/// A request to issue a record. For the API description only; the Issuing step reads requests itself. Omit members without a value: null is
/// refused.
/// </summary>
/// <param name="Type">The record type, as listed at /v1/types.</param>
/// <param name="Subject">The person or organisation that the record is about.</param>
/// <param name="Claims">The claims, in the form that the record type defines.</param>
/// <param name="Key">Required in a line of a batch. In a single request it must equal the header Idempotency-Key.</param>
/// <param name="Department">The department in the URL. Useful in files with lines of several departments.</param>
/// <param name="ValidFrom">The start of validity, in whole seconds. The default is now.</param>
/// <param name="ValidUntil">The end of validity, in whole seconds. Without it validity never ends, if the type allows that.</param>
/// <param name="Replaces">The record that the new record replaces. Both may have the same document number until the replaced one is superseded.</param>
internal sealed record RecordRequestBody(
    string Type, SubjectBody Subject, JsonObject Claims,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Key = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Department = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? ValidFrom = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? ValidUntil = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Replaces = null);
