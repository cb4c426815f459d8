namespace Ledger.Access;

/// <summary>What an operator did with tokens.</summary>
public enum OperatorAction
{
    /// <summary>A token was issued.</summary>
    TokenIssued,

    /// <summary>A token was withdrawn.</summary>
    TokenWithdrawn,

    /// <summary>The tokens came from a backup, so withdrawals after it may be missing.</summary>
    TokensRestored,

    /// <summary>An operator looked through tokens that came from a backup.</summary>
    TokensReviewed,
}
