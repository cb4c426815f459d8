namespace Ledger.Auditing.Nodes;

/// <summary>The kinds of answers to the request for a bundle.</summary>
public enum BundleAnswerKind
{
    /// <summary>The bundle.</summary>
    Given,

    /// <summary>The node says that the record was erased.</summary>
    Erased,

    /// <summary>The node says that it has lost the record's content.</summary>
    Lost,

    /// <summary>There is no such record.</summary>
    Missing,

    /// <summary>The token does not allow it.</summary>
    Refused,

    /// <summary>Something is wrong with this record at the node.</summary>
    Failed,

    /// <summary>The answer is not one that a node gives.</summary>
    Unreadable,
}
