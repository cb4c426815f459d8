




namespace Ledger.Web.Endpoints;

/// <summary>One check of a report.</summary>
/// <param name="Check">The name of the check.</param>
/// <param name="Outcome">The outcome of the check.</param>
/// <param name="Required">Whether the verdict depends on the check.</param>
/// <param name="Code">The code of the finding.</param>
/// <param name="En">The finding in English.</param>
/// <param name="Zh">The finding in Chinese.</param>
/// <param name="Detail">Details of the finding, such as a place or a time. Null if there are none.</param>
internal sealed record CheckBody(
    [property: Described(ApiWords.CheckName)] string Check, [property: Described(ApiWords.CheckOutcome)] string Outcome,
    bool Required, string Code, string En, string Zh, string? Detail);
