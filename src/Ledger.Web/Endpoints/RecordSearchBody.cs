using System.Text.Json.Serialization;

namespace Ledger.Web.Endpoints;

/// <summary>A search for records. Omit members without a value: null is refused.</summary>
/// <param name="DocumentNumber">Only the documents with this number, of any type. Blanks, width and case do not count.</param>
/// <param name="Type">Only records of this type.</param>
/// <param name="Status">Only records that have this status now.</param>
/// <param name="From">Only records logged at this time or later.</param>
/// <param name="To">Only records logged before this time.</param>
/// <param name="Limit">The greatest number of records on a page, 1 to 200. The default is 50.</param>
/// <param name="Cursor">The value of `next` on the page before.</param>
internal sealed record RecordSearchBody(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? DocumentNumber = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Type = null,
    [property: Described(ApiWords.RecordStatus), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Status = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? From = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? To = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Limit = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Cursor = null);
