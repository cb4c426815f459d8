using Ledger.Departments;
using Ledger.Keys;
using Ledger.Verify.Faults;

namespace Ledger.Offline;

/// <summary>Opens the key that decrypts the secrets in a data directory. Like the node, a command reads it from a setting or from its file. Stateless.</summary>
public static class NodeMasterKey
{
    /// <summary>The name of the setting, as an environment variable.</summary>
    public const string Setting = "Ledger__MasterKey";

    /// <summary>Opens the key.</summary>
    /// <param name="data">The data directory.</param>
    /// <param name="setting">The value of <see cref="Setting"/>. Null or empty means the file.</param>
    /// <exception cref="FaultException">There is no key.</exception>
    /// <exception cref="FaultException"><see cref="StoreFaults.KeyUnusable"/>: the key cannot be used.</exception>
    public static IMasterKey Open(DataLayout data, string? setting)
    {
        ArgumentNullException.ThrowIfNull(data);
        return setting is { Length: > 0 } ? FileMasterKey.FromBase64(setting)
            : File.Exists(data.MasterKey) ? FileMasterKey.Open(data.MasterKey)
            : throw new FaultException(GovernanceFaults.KeyUnusable, $"{data.MasterKey} / {Setting}");
    }
}
