namespace Ledger.Verify.Verdicts;

/// <summary>The checks, in the order of the report. Every report contains all of them.</summary>
public enum CheckName
{
    /// <summary>The file is exactly one bundle, and each part is in its only valid form.</summary>
    Form,

    /// <summary>Every disclosure belongs to the record.</summary>
    Disclosures,

    /// <summary>A key made the seal that was registered for this issuer when the chain first saw the record.</summary>
    Seal,

    /// <summary>The issuer was an active department, authorised for the record type at that time.</summary>
    IssuerAuthorised,

    /// <summary>The entry commits to this record.</summary>
    Commitment,

    /// <summary>The entry is in the log the checkpoint describes.</summary>
    Inclusion,

    /// <summary>A log key of the department at that time signed the checkpoint.</summary>
    Checkpoint,

    /// <summary>The chain holds exactly this head.</summary>
    Anchored,

    /// <summary>The block of the anchor cannot be undone.</summary>
    Final,

    /// <summary>The record was not suspended, revoked, superseded or withdrawn at the time asked about.</summary>
    Status,

    /// <summary>The time asked about is within the record's own dates.</summary>
    Validity,

    /// <summary>The presenter has the key that the record names.</summary>
    HolderBinding,
}
