namespace Ledger.Issuing;

/// <summary>What a rule may know beside the claims.</summary>
/// <param name="Subject">Whom the record is about.</param>
/// <param name="Today">The latest date that is today anywhere.</param>
internal sealed record RuleContext(CheckedSubject Subject, DateOnly Today)
{
    /// <summary>The subject's date of birth, as said or as their number says; null when neither does.</summary>
    public DateOnly? Birthdate { get; } =
        DateOnly.TryParse(Subject.Subject.Birthdate, System.Globalization.CultureInfo.InvariantCulture, out var said) ? said
        : DateOnly.TryParseExact(Subject.Identity.Parsed.Birth, "yyyyMMdd", out var read) ? read
        : null;
}
