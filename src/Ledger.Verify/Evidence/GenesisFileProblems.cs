using Ledger.Verify.Faults;

namespace Ledger.Verify.Evidence;

/// <summary>The reasons why the hash of block 0 cannot be computed from a genesis file. The detail names the place. Stateless.</summary>
internal static class GenesisFileProblems
{
    /// <summary>It is not a genesis file.</summary>
    public static FaultException Malformed(string what, Exception? inner = null) => new(RunFaults.GenesisUnusable, what, inner);

    /// <summary>The file may be valid but needs something that is not supported here.</summary>
    public static FaultException Unsupported(string what) => new(RunFaults.GenesisUnsupported, what);
}
