using System.CommandLine;
using Ledger.Cli.Options;
using Ledger.Cli.Output;
using Ledger.Inputs;
using Ledger.Nodes;
using Ledger.Verify.Faults;

namespace Ledger.Cli.Erasures;

/// <summary>The common options of the erasure commands: the node, the department, and an operator's token.</summary>
internal sealed class ErasureCommandOptions(Terminal terminal)
{
    private static readonly string[] Roles = ["operator", "auditor"];

    private readonly Option<string> _node = RepeatedOptions.Node();
    private readonly Option<string> _department = new("--department") { Description = "The department. 部门。", Required = true };
    private readonly Option<string?> _token = new("--token") { Description = "An operator's token. 运维令牌。" };
    private readonly Option<string?> _tokens = new("--tokens") { Description = "File with tokens. 令牌文件。" };
    private readonly Option<bool> _json = RepeatedOptions.Json();

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _node, _department, _token, _tokens, _json })
        {
            command.Options.Add(option);
        }
    }

    public bool IsJson(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>Runs the work at the node.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="work">The work: the client, the path of the department, and the token.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="FaultException">There is no token, or the node refused the request.</exception>
    public async Task<T> RunAsync<T>(ParseResult parsed, Func<NodeClient, string, string, Task<T>> work, CancellationToken cancellationToken)
    {
        var access = await NodeTokens.ReadAsync(terminal.Inputs, parsed.GetValue(_tokens), parsed.GetValue(_token), cancellationToken);
        var client = Adapters.Nodes.Connect(InputValues.Address(parsed.GetValue(_node)!, "--node")); // Has a default.
        var department = parsed.GetValue(_department)!; // Required.
        return await work(client, $"v1/departments/{Uri.EscapeDataString(department)}", access.Get(department, Roles));
    }
}
