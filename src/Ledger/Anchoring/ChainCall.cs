namespace Ledger.Anchoring;

/// <summary>A call a department's operator account makes. Each is refused by the contract rather than repeated, so sending twice is harmless.</summary>
public abstract record ChainCall;
