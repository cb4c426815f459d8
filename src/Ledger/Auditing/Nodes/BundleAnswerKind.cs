namespace Ledger.Auditing.Nodes;

/// <summary>The kinds of answers to the request for a bundle.</summary>
public enum BundleAnswerKind
{
    /// <summary>The node sent the bundle.</summary>
    Found,

    /// <summary>The node says that the record was erased.</summary>
    Erased,

    /// <summary>The node says that the content of the record is lost.</summary>
    Lost,

    /// <summary>The node says that there is no such record.</summary>
    Missing,

    /// <summary>The token does not permit it.</summary>
    Refused,

    /// <summary>The node failed on this record.</summary>
    Failed,

    /// <summary>The answer does not have the form of a node's answer.</summary>
    Unreadable,
}
