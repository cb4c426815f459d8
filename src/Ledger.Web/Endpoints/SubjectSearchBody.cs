using System.Text.Json.Serialization;

namespace Ledger.Web.Endpoints;

/// <summary>A search for the records of a person. Omit members without a value: null is refused.</summary>
/// <param name="Subject">The person.</param>
/// <param name="Purpose">Why you look: a code of GET /v1/purposes. The resident sees the search in a list.</param>
/// <param name="Type">Only records of this type.</param>
/// <param name="Status">Only records that have this status now.</param>
/// <param name="From">Only records logged at this time or later.</param>
/// <param name="To">Only records logged before this time.</param>
/// <param name="Limit">The greatest number of records on a page, 1 to 200. The default is 50.</param>
/// <param name="Cursor">The value of `next` on the page before.</param>
/// <param name="Claims">Whether to show the claims of the records, too.</param>
/// <param name="Basis">The legal basis. The default is the first of the purpose.</param>
/// <param name="WithheldUntil">The day (UTC) from which the resident may see the read.</param>
internal sealed record SubjectSearchBody(
    SubjectIdentityBody Subject, string Purpose,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Type = null,
    [property: Described(ApiWords.RecordStatus), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Status = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? From = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? To = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Limit = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Cursor = null,
    bool Claims = false,
    [property: Described(ApiWords.LegalBasis), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Basis = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateOnly? WithheldUntil = null);
