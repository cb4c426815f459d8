using Ledger.Verify.Faults;

namespace Ledger.Anchoring;

/// <summary>
/// The chain reorganised while it was being read, so that the answers come from two histories. That is no fault of the endpoint, and another
/// would be no better: read again.
/// </summary>
public sealed class ChainMovedException(string message) : FaultException(AnchoringFaults.ChainUnreachable, message);
