namespace Ledger.Consortium;

/// <summary>The role of a node.</summary>
public enum NodeRole
{
    /// <summary>Makes blocks. Answers only its own operator.</summary>
    Validator,

    /// <summary>Answers the services of the departments.</summary>
    Rpc,

    /// <summary>Keeps every past state, to prove it.</summary>
    Archive,
}
