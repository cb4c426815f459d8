namespace Ledger.Faults;

/// <summary>The same sentence in both languages of the system.</summary>
public sealed record LocalizedText(string Zh, string En);
