namespace Ledger.Verify.Faults;

/// <summary>The same sentence in both languages of the system.</summary>
/// <param name="Zh">In Chinese.</param>
/// <param name="En">In English.</param>
public sealed record LocalizedText(string Zh, string En);
