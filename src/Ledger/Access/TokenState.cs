namespace Ledger.Access;

/// <summary>The state of a token.</summary>
public enum TokenState
{
    /// <summary>The token is valid.</summary>
    InForce,

    /// <summary>The token has expired.</summary>
    Expired,

    /// <summary>An operator withdrew it. Final.</summary>
    Withdrawn,
}
