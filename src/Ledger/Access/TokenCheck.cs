using Ledger.Verify.Faults;

namespace Ledger.Access;

/// <summary>The result of checking a token: its holder, or why it is rejected.</summary>
public readonly record struct TokenCheck
{
    private TokenCheck(TokenHolder? holder, Fault? fault) => (Holder, Fault) = (holder, fault);

    /// <summary>The holder. Null if the token is rejected.</summary>
    public TokenHolder? Holder { get; }

    /// <summary>Why the token is rejected. Null if it is accepted.</summary>
    public Fault? Fault { get; }

    internal static TokenCheck Accept(TokenHolder holder) => new(holder, null);

    internal static TokenCheck Reject(Fault fault) => new(null, fault);
}
