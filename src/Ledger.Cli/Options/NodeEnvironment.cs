using Ledger.Departments;
using Ledger.Offline;

namespace Ledger.Cli.Options;

/// <summary>Reads the environment of commands on a data directory. The variables have the names of a node's settings. Stateless.</summary>
internal static class NodeEnvironment
{
    /// <summary>The account name on this machine, for the operator's log.</summary>
    public static string Caller => "local:" + Environment.UserName;

    /// <summary>The master key. Null if the environment has none.</summary>
    public static string? MasterKey => Environment.GetEnvironmentVariable(NodeMasterKey.Setting);

    /// <summary>Reads where the parts of a data directory are.</summary>
    /// <param name="data">The data directory.</param>
    /// <param name="headLocks">The folder of the head locks from the command line. Null if none was given.</param>
    public static DataLayout ReadLayout(string data, string? headLocks)
    {
        var layout = new DataLayout(Path.GetFullPath(data));
        return new DataLayout(layout.Root) { HeadLocks = headLocks ?? Environment.GetEnvironmentVariable("Ledger__HeadLockDirectory") ?? layout.HeadLocks };
    }
}
