using Ledger.Verify.Faults;

namespace Ledger.Anchoring;

/// <summary>
/// The chain reorganised while it was being read, so that the answers come from two histories. The endpoint is not at fault, and another
/// would be no better: read again.
/// </summary>
public sealed class ChainMovedException(string message) : FaultException(AnchoringFaults.ChainUnreachable, message);
