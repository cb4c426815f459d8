namespace Ledger.Access;

/// <summary>The role of a token in its department.</summary>
public enum Role
{
    /// <summary>May issue records, change their status and read them in full.</summary>
    Issuer,

    /// <summary>May fetch bundles to verify. Sees only the claims in a bundle without disclosures.</summary>
    Verifier,

    /// <summary>May list records and read histories. Sees no claims.</summary>
    Auditor,

    /// <summary>May manage the department's tokens on the node.</summary>
    Operator,
}
