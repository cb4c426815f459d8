using Ledger.Verify.Faults;

namespace Ledger.Sealing;

/// <summary>A payload, or the reason why there is none.</summary>
public readonly record struct PayloadOutcome(Payload Payload, Refusal? Refusal);
