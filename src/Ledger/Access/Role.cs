namespace Ledger.Access;

/// <summary>What a token lets its bearer do, in one department.</summary>
public enum Role
{
    /// <summary>Issues records, changes their status, reads them whole.</summary>
    Issuer,

    /// <summary>Fetches bundles to verify; sees no claim beyond what a bundle without disclosures shows.</summary>
    Verifier,

    /// <summary>Lists records and reads histories; sees no claims.</summary>
    Auditor,

    /// <summary>Runs the department's side of the node: makes tokens.</summary>
    Operator,
}
