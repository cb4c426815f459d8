using Ledger.Faults;

namespace Ledger.Access;

/// <summary>What a token that somebody sent comes to: its holder, or why it cannot be used; never both, never neither.</summary>
public readonly record struct TokenCheck
{
    private TokenCheck(TokenHolder? holder, Fault? fault) => (Holder, Fault) = (holder, fault);

    /// <summary>Whose it is; null when it cannot be used.</summary>
    public TokenHolder? Holder { get; }

    /// <summary>Why it cannot be used; null when it can.</summary>
    public Fault? Fault { get; }

    internal static TokenCheck Accept(TokenHolder holder) => new(holder, null);

    internal static TokenCheck Reject(Fault fault) => new(null, fault);
}
