using System.CommandLine;
using System.Text.Json.Nodes;
using Ledger.Access;
using Ledger.Cli.Options;
using Ledger.Departments;
using Ledger.Inputs;
using Ledger.Nodes;
using Ledger.Verify.Faults;

namespace Ledger.Cli.Tokens;

/// <summary>
/// The common options of the token commands: the department, and where its tokens are. That is a data directory (<c>--data</c>), or a running node
/// (<c>--node</c> and an operator's <c>--token</c>).
/// </summary>
internal sealed class TokenCommandOptions
{
    private readonly Option<string> _department = new("--department") { Description = "The department. 部门。", Required = true };
    private readonly Option<string?> _data = new("--data") { Description = "The node's data directory; the node may run. 数据目录，节点可照常运行。" };
    private readonly Option<string> _node = RepeatedOptions.Node();
    private readonly Option<string?> _token = new("--token") { Description = "An operator's token, to send the request to a running node. 运维令牌。" };
    private readonly Option<bool> _json = RepeatedOptions.Json();

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _department, _data, _node, _token, _json })
        {
            command.Options.Add(option);
        }
    }

    public bool IsJson(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>Reads the department.</summary>
    /// <exception cref="FaultException">The value does not have the form of a department's id.</exception>
    public DepartmentId Department(ParseResult parsed) => DepartmentId.TryParse(parsed.GetValue(_department), out var id)
        ? id
        : throw OptionProblems.WrongForm("--department", parsed.GetValue(_department), OptionForms.Department);

    /// <summary>Runs the work in the data directory or at the node, as the command line says.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="inDirectory">The work in a data directory.</param>
    /// <param name="atNode">The work at a node, with a token.</param>
    /// <exception cref="FaultException">The command line names neither or both, the department does not exist, or the work failed.</exception>
    public async Task<T> RunAsync<T>(ParseResult parsed, Func<TokenDesk, T> inDirectory, Func<NodeClient, string, Task<T>> atNode)
    {
        if (parsed.GetValue(_data) is { } directory)
        {
            return parsed.GetValue(_token) is null && parsed.GetResult(_node) is null or { Implicit: true }
                ? inDirectory(OpenDesk(directory))
                : throw OptionProblems.DirectoryOrNode();
        }

        if (parsed.GetValue(_token) is not { } token)
        {
            throw OptionProblems.OneOf("--token", "--data");
        }

        var client = Adapters.Nodes.Connect(InputValues.Address(parsed.GetValue(_node)!, "--node")); // Has a default.
        return await atNode(client, token);
    }

    /// <summary>Opens the tokens of a data directory. The caller is the account on this machine.</summary>
    public static TokenDesk OpenDesk(string directory) => new(directory, NodeEnvironment.Caller, TimeProvider.System);

    /// <summary>Converts a token to the JSON form of a node's answer.</summary>
    public static JsonObject ToJson(TokenEntry entry)
    {
        var json = new JsonObject
        {
            ["id"] = entry.Id,
            ["name"] = entry.Holder.Name,
            ["role"] = FormatName(entry.Holder.Role.ToString()),
            ["state"] = FormatName(entry.StateAt(TimeProvider.System.GetUtcNow()).ToString()),
            ["issuedAt"] = entry.IssuedAt,
            ["issuedBy"] = entry.IssuedBy,
            ["expiresAt"] = entry.ExpiresAt,
            ["withdrawnAt"] = entry.WithdrawnAt,
            ["withdrawnBy"] = entry.WithdrawnBy,
        };
        return json;
    }

    public static string FormatName(string name) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(name);
}
