namespace Ledger.Access;

/// <summary>The actions of operators with tokens.</summary>
public enum OperatorAction
{
    /// <summary>A token was issued.</summary>
    TokenIssued,

    /// <summary>A token was withdrawn.</summary>
    TokenWithdrawn,

    /// <summary>The tokens were restored from a backup, so later withdrawals may be missing.</summary>
    TokensRestored,

    /// <summary>An operator reviewed restored tokens.</summary>
    TokensReviewed,
}
