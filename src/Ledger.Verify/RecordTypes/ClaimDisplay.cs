namespace Ledger.Verify.RecordTypes;

/// <summary>How one claim is called in one language.</summary>
public sealed record ClaimDisplay(string Locale, string Label, string? Description);
