namespace Ledger.Web.Endpoints;

/// <summary>A search for the records of a person.</summary>
/// <param name="Subject">The person.</param>
/// <param name="Type">Only records of this type.</param>
/// <param name="Status">Only records that have this status now.</param>
/// <param name="From">Only records logged at this time or later.</param>
/// <param name="To">Only records logged before this time.</param>
/// <param name="Limit">The greatest number of records on a page, 1 to 200. The default is 50.</param>
/// <param name="Cursor">The value of `next` on the page before.</param>
/// <param name="Purpose">Why you look at the claims. Without it no claims are shown.</param>
/// <param name="Basis">The legal basis. The default is the first of the purpose.</param>
/// <param name="WithheldUntil">The day (UTC) from which the resident may see the read.</param>
internal sealed record SubjectSearchBody(
    SubjectIdentityBody Subject, string? Type, [property: Described(ApiWords.RecordStatus)] string? Status, DateTimeOffset? From, DateTimeOffset? To, int? Limit,
    string? Cursor, string? Purpose, [property: Described(ApiWords.LegalBasis)] string? Basis, DateOnly? WithheldUntil);
