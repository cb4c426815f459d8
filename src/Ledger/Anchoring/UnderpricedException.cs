using Ledger.Verify.Faults;

namespace Ledger.Anchoring;

/// <summary>The node wants more for the transaction. It is not on its way at this price.</summary>
/// <param name="isReplacement">Whether that is because one with the same nonce, offering as much or nearly so, waits there already.</param>
/// <param name="message">What the node said.</param>
public sealed class UnderpricedException(bool isReplacement, string message) : FaultException(AnchoringFaults.ChainUnreachable, message)
{
    public bool IsReplacement { get; } = isReplacement;
}
