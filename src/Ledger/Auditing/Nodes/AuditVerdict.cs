namespace Ledger.Auditing.Nodes;

/// <summary>The result of an audit of a department or a node.</summary>
public enum AuditVerdict
{
    /// <summary>Everything due was checked and agrees.</summary>
    Agrees,

    /// <summary>There are findings. They outweigh parts that could not be checked.</summary>
    Findings,

    /// <summary>There are no findings, but a due part could not be checked.</summary>
    CouldNotBeChecked,
}
