using Ledger.Departments;
using Ledger.Offline;

namespace Ledger.Cli.Options;

/// <summary>What commands on a data directory read from the environment, under the names of a node's settings. Stateless.</summary>
internal static class NodeEnvironment
{
    /// <summary>The account of this machine, for the operator's log.</summary>
    public static string Caller => "local:" + Environment.UserName;

    /// <summary>The master key; null when the environment has none.</summary>
    public static string? MasterKey => Environment.GetEnvironmentVariable(NodeMasterKey.Setting);

    /// <summary>The folder of the head locks.</summary>
    /// <param name="given">The folder on the command line; null when there is none.</param>
    /// <param name="data">The data directory.</param>
    public static string HeadLocks(string? given, DataLayout data) =>
        given ?? Environment.GetEnvironmentVariable("Ledger__HeadLockDirectory") ?? data.HeadLocks;
}
