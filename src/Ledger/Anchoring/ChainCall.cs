namespace Ledger.Anchoring;

/// <summary>A call that a department's operator account makes. The contract rejects a repeated call, so sending one twice is harmless.</summary>
public abstract record ChainCall;
