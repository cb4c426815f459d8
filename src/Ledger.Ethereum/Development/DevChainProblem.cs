namespace Ledger.Ethereum.Development;

/// <summary>The reason why the embedded chain does not run.</summary>
public enum DevChainProblem
{
    /// <summary>Node.js or npm is not installed, or not at the given path.</summary>
    NodeMissing,
    /// <summary>npm cannot reach its registry, which the first start needs.</summary>
    NpmUnreachable,
    /// <summary>npm ran and failed for another reason.</summary>
    NpmFailed,
    /// <summary>npm has no anvil for this system, or there is none at the given path.</summary>
    AnvilMissing,
    /// <summary>The requested port is in use.</summary>
    PortTaken,
    /// <summary>The data directory cannot be written.</summary>
    DirectoryNotWritable,
    /// <summary>The process ended or did not answer in time.</summary>
    DidNotStart,
}
