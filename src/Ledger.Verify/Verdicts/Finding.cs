namespace Ledger.Verify.Verdicts;

/// <summary>One row of the table of findings.</summary>
public sealed record Finding(string Code, string En, string Zh);
