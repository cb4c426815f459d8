namespace Ledger.Access;

/// <summary>Whether a token can be used.</summary>
public enum TokenState
{
    /// <summary>It can be used.</summary>
    InForce,

    /// <summary>Its time is over.</summary>
    Expired,

    /// <summary>An operator withdrew it. Final.</summary>
    Withdrawn,
}
