using Ledger.Departments;
using Ledger.Keys;
using Ledger.Verify.Faults;

namespace Ledger.Cli.Backups;

/// <summary>The key that opens the secrets in a node's data directory, found as the node finds it: in the environment, or in its file.</summary>
internal static class NodeMasterKey
{
    private const string Setting = "Ledger__MasterKey";

    /// <exception cref="FaultException">There is none.</exception>
    /// <exception cref="KeyUnusableException">It cannot be used.</exception>
    public static IMasterKey Open(DataLayout data) =>
        Environment.GetEnvironmentVariable(Setting) is { Length: > 0 } text ? FileMasterKey.FromBase64(text)
        : File.Exists(data.MasterKey) ? FileMasterKey.Open(data.MasterKey)
        : throw new FaultException(GovernanceFaults.KeyUnusable, $"{data.MasterKey} / {Setting}");
}
