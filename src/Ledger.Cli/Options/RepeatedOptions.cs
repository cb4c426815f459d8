using System.CommandLine;

namespace Ledger.Cli.Options;

/// <summary>Options of several commands, with one description each.</summary>
internal static class RepeatedOptions
{
    public static Option<bool> Json() => new("--json") { Description = "Print the result as JSON. 以 JSON 输出。" };

    public static Option<string[]> Migrations() => new("--migration")
    {
        Description = "Migration record, a file or an address, for bundles of a chain that the department left. Default: fetched from the department's node. 迁移记录。",
        AllowMultipleArgumentsPerToken = true,
    };

    public static Option<string> Node() => new("--node")
    {
        Description = "Address of the node. 节点地址。",
        DefaultValueFactory = _ => "http://127.0.0.1:5080",
    };
}
