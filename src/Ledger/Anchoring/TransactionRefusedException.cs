using Ledger.Verify.Faults;

namespace Ledger.Anchoring;

/// <summary>
/// The node answered that it does not take the transaction, for another reason than its nonce or its price: no funds, no permission, a
/// limit. The bytes stay good, so the same may be sent again when that is mended.
/// </summary>
public sealed class TransactionRefusedException(Fault fault, string message) : ChainFaultException(fault, message);
