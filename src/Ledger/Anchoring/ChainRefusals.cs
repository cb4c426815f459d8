using Ledger.Faults;

namespace Ledger.Anchoring;

/// <summary>
/// A contract refused the call: it would revert, or it did. Sending the same call again cannot help; read the contract's state first,
/// because an earlier attempt may already have done what was asked.
/// </summary>
/// <param name="errorName">The contract's custom error, for example <c>LogAnchorStaleSize</c>; <c>Error</c> for a plain text; empty when unnamed.</param>
/// <param name="message">What was called and how it was refused, for an operator.</param>
public sealed class CallRevertedException(string errorName, string message) : Exception(message)
{
    /// <summary>The name of the contract's custom error; empty when the chain gave none.</summary>
    public string ErrorName { get; } = errorName;
}

/// <summary>
/// The account has already used this nonce, with another transaction than the one sent. Often an earlier attempt succeeded: look for
/// the outcome of every earlier hash before doing anything else.
/// </summary>
public sealed class NonceUsedException(long nonce) : Exception($"Nonce {nonce} of the operator's account is already used.")
{
    public long Nonce { get; } = nonce;
}

/// <summary>
/// The chain reorganised while it was being read, so that the answers come from two histories. That is no fault of the endpoint, and another
/// would be no better: read again.
/// </summary>
public sealed class ChainMovedException(string message) : ChainUnavailableException(message);

/// <summary>The chain cannot be used as it is, and it is known why: somebody has to mend what the fault says. Trying again later is safe.</summary>
public class ChainFaultException(Fault fault, string message) : ChainUnavailableException(message)
{
    public Fault Fault { get; } = fault;
}

/// <summary>
/// The node answered that it does not take the transaction, for another reason than its nonce or its price: no funds, no permission, a
/// limit. The bytes stay good, so the same may be sent again when that is mended.
/// </summary>
public sealed class TransactionRefusedException(Fault fault, string message) : ChainFaultException(fault, message);

/// <summary>The node wants more for the transaction. It is not on its way at this price.</summary>
/// <param name="isReplacement">Whether that is because one with the same nonce, offering as much or nearly so, waits there already.</param>
/// <param name="message">What the node said.</param>
public sealed class UnderpricedException(bool isReplacement, string message) : ChainUnavailableException(message)
{
    public bool IsReplacement { get; } = isReplacement;
}
