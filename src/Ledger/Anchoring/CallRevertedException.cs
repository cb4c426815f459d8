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
