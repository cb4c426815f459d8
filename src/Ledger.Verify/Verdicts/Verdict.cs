namespace Ledger.Verify.Verdicts;

/// <summary>The verdict on a bundle, derived from its checks.</summary>
public enum Verdict
{
    /// <summary>Every required check passed.</summary>
    Valid,

    /// <summary>Genuine, but suspended, revoked, superseded, withdrawn, expired or not yet valid.</summary>
    NotInForce,

    /// <summary>A check found that the department did not issue this.</summary>
    NotGenuine,

    /// <summary>A required check could not be run. This never means that the record is wrong.</summary>
    CouldNotBeChecked,
}
