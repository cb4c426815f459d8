namespace Ledger.Verify.EvidenceFiles;

/// <summary>The text of a finding in both languages.</summary>
/// <param name="Zh">In Chinese.</param>
/// <param name="En">In English.</param>
public sealed record FindingText(string Zh, string En);
