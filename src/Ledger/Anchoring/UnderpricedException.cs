using Ledger.Verify.Faults;

namespace Ledger.Anchoring;

/// <summary>The node rejects the transaction because its fee is too low. The transaction is not pending.</summary>
/// <param name="isReplacement">Whether the reason is a pending transaction with the same nonce and a similar or higher fee.</param>
/// <param name="message">The error message of the node.</param>
public sealed class UnderpricedException(bool isReplacement, string message) : FaultException(AnchoringFaults.ChainUnreachable, message)
{
    public bool IsReplacement { get; } = isReplacement;
}
