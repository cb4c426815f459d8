




namespace Ledger.Web.Endpoints;

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
