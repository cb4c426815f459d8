using Ledger.Departments;
using Ledger.Faults;
using Ledger.Keys;

namespace Ledger.Cli.Backups;

/// <summary>The key that opens the secrets in a node's data directory, found as the node finds it: in the environment, or in its file.</summary>
internal static class NodeMasterKey
{
    private const string Setting = "Ledger__MasterKey";

    /// <exception cref="CouldNotRunException">There is none.</exception>
    /// <exception cref="KeyUnusableException">It cannot be used.</exception>
    public static IMasterKey Open(DataLayout data) =>
        Environment.GetEnvironmentVariable(Setting) is { Length: > 0 } text ? FileMasterKey.FromBase64(text)
        : File.Exists(data.MasterKey) ? FileMasterKey.Open(data.MasterKey)
        : throw new CouldNotRunException(GovernanceFaults.KeyUnusable, $"{data.MasterKey} / {Setting}");
}
