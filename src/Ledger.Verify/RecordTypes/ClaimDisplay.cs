namespace Ledger.Verify.RecordTypes;

/// <summary>The label of one claim in one language.</summary>
public sealed record ClaimDisplay(string Locale, string Label, string? Description);
