namespace Ledger.Consortium;

/// <summary>What a node is for.</summary>
public enum NodeRole
{
    /// <summary>Makes blocks. Answers nobody but its own operator.</summary>
    Validator,

    /// <summary>Answers the departments' services.</summary>
    Rpc,

    /// <summary>Keeps every past state, for proofs of it.</summary>
    Archive,
}
