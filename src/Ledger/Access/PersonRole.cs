namespace Ledger.Access;

/// <summary>What a person who signed in may do on pages. Systems have a <see cref="Role"/>.</summary>
public enum PersonRole
{
    /// <summary>Sees their own records, and who looked at them.</summary>
    Resident,

    /// <summary>Works at a counter of a department.</summary>
    Clerk,

    /// <summary>Approves what a clerk of the same department prepared.</summary>
    Approver,

    /// <summary>Checks a department. Sees no claims.</summary>
    Auditor,

    /// <summary>Runs a department's part of the node: tokens, erasures, holds.</summary>
    Operator,
}
