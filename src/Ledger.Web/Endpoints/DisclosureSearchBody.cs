using System.Text.Json.Serialization;

namespace Ledger.Web.Endpoints;

/// <summary>A request for the list of who looked at the claims of a person. Omit members without a value: null is refused.</summary>
/// <param name="Subject">The person.</param>
/// <param name="Purpose">Why you look at the list.</param>
/// <param name="Basis">The legal basis. The default is the first of the purpose.</param>
/// <param name="Limit">The greatest number of lines on a page, 1 to 200. The default is 50.</param>
/// <param name="Cursor">The value of `next` on the page before.</param>
internal sealed record DisclosureSearchBody(
    SubjectIdentityBody Subject, string Purpose,
    [property: Described(ApiWords.LegalBasis), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Basis = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Limit = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Cursor = null);
