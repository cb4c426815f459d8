namespace Ledger.Verify.Verdicts;

/// <summary>The checks, in the order they are reported. Every report has all of them.</summary>
public enum CheckName
{
    /// <summary>The file is exactly one bundle, and its parts have their exact form.</summary>
    Form,

    /// <summary>Every disclosure belongs to the record.</summary>
    Disclosures,

    /// <summary>The seal is that of a key registered to this issuer at the time the chain saw the record.</summary>
    Seal,

    /// <summary>The issuer was an active department authorised for the record type at that time.</summary>
    IssuerAuthorised,

    /// <summary>The entry commits to this record.</summary>
    Commitment,

    /// <summary>The entry is in the log the checkpoint describes.</summary>
    Inclusion,

    /// <summary>The checkpoint is signed by the department's log key of that time.</summary>
    Checkpoint,

    /// <summary>The chain holds exactly this head.</summary>
    Anchored,

    /// <summary>The block that holds it cannot be undone.</summary>
    Final,

    /// <summary>The record was not suspended, revoked, superseded or withdrawn.</summary>
    Status,

    /// <summary>The time asked about lies within the record's own dates.</summary>
    Validity,

    /// <summary>The presenter has the key the record is bound to.</summary>
    HolderBinding,
}
