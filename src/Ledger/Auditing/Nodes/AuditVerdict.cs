namespace Ledger.Auditing.Nodes;

/// <summary>The result of an audit, of a department or of a whole node.</summary>
public enum AuditVerdict
{
    /// <summary>All that was due was checked, and agrees.</summary>
    Agrees,

    /// <summary>There are findings. They outweigh what could not be checked.</summary>
    Findings,

    /// <summary>There are no findings, and something that was due could not be checked.</summary>
    CouldNotBeChecked,
}
