namespace Ledger.Verify.Verdicts;

/// <summary>The verdict above the checks.</summary>
public enum Verdict
{
    /// <summary>Every required check passed.</summary>
    Valid,

    /// <summary>Genuine, but suspended, revoked, superseded, withdrawn, expired or not yet valid.</summary>
    NotInForce,

    /// <summary>A check found that this is not what the department issued.</summary>
    NotGenuine,

    /// <summary>A required check could not be made. Never means that anything is wrong with the record.</summary>
    CouldNotBeChecked,
}
