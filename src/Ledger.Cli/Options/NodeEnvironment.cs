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

    /// <summary>The folder of the head locks.</summary>
    /// <param name="given">The folder from the command line. Null if none was given.</param>
    /// <param name="data">The data directory.</param>
    public static string HeadLocks(string? given, DataLayout data) =>
        given ?? Environment.GetEnvironmentVariable("Ledger__HeadLockDirectory") ?? data.HeadLocks;
}
