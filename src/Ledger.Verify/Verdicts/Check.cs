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

/// <summary>What came of a check.</summary>
public enum CheckOutcome
{
    /// <summary>It was made, and the bundle stood it.</summary>
    Passed,

    /// <summary>It was made, and the bundle did not stand it.</summary>
    Failed,

    /// <summary>It could not be made. Says nothing about the bundle.</summary>
    NotRun,
}

/// <summary>One line of a report.</summary>
/// <param name="Name">Which check.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="IsRequired">Whether the verdict "valid" needs it passed.</param>
/// <param name="Finding">Why, with a stable code and a sentence in both languages.</param>
/// <param name="Detail">Where, or what stood in the way: a place in the bundle or a fact about a source, never a claim's value; or empty.</param>
public sealed record Check(CheckName Name, CheckOutcome Outcome, bool IsRequired, Finding Finding, string Detail = "")
{
    internal static Check Passed(CheckName name) => new(name, CheckOutcome.Passed, true, Findings.Passed);

    internal static Check Failed(CheckName name, Finding finding, string detail = "") => new(name, CheckOutcome.Failed, true, finding, detail);

    internal static Check NotRun(CheckName name, Finding finding, string detail = "") => new(name, CheckOutcome.NotRun, true, finding, detail);
}

/// <summary>One row of the table of findings.</summary>
public sealed record Finding(string Code, string En, string Zh);

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
