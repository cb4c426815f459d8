namespace Ledger.Issuing;

/// <summary>What a rule knows besides the claims.</summary>
/// <param name="Subject">The subject of the record.</param>
/// <param name="Today">Today's date in the time zone where each day begins first.</param>
internal sealed record RuleContext(CheckedSubject Subject, DateOnly Today)
{
    /// <summary>The subject's date of birth, from the request or from the identity number. Null if neither states it.</summary>
    public DateOnly? Birthdate { get; } =
        DateOnly.TryParse(Subject.Subject.Birthdate, System.Globalization.CultureInfo.InvariantCulture, out var said) ? said
        : DateOnly.TryParseExact(Subject.Identity.Parsed.Birth, "yyyyMMdd", out var read) ? read
        : null;
}
