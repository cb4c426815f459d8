namespace Ledger.Anchoring;

/// <summary>
/// The account has already used this nonce, with a transaction other than the one sent. Often an earlier attempt succeeded: look for
/// the outcome of every earlier hash before doing anything else.
/// </summary>
public sealed class NonceUsedException(long nonce) : Exception($"Nonce {nonce} of the operator's account is already used.")
{
    public long Nonce { get; } = nonce;
}
