using System.CommandLine;
using System.Text.Json.Nodes;
using Ledger.Cli.Council;
using Ledger.Cli.Output;
using Ledger.Ethereum.Council;
using Ledger.Ethereum.Registry;

namespace Ledger.Cli.Departments;

/// <summary><c>ledger department …</c>: shows departments in the registry, and changes a department's own keys and operator.</summary>
internal static class DepartmentCommand
{
    public static Command Create(Terminal terminal)
    {
        var actions = CouncilActions.All.ToDictionary(action => action.Name);
        return new Command("department", "Departments in the registry. 登记处中的部门。")
        {
            CreateShow(terminal),
            CouncilProposeCommand.CreateAction(terminal, actions["admit"], "add", "Propose to the council to admit a department. 向理事会提议接纳部门。"),
            CouncilProposeCommand.CreateAction(
                terminal, actions["suspend"], "suspend", "Propose to suspend a department; it can be executed at once when enough members approve. 提议暂停部门，批准满额后立即可执行。"),
            DepartmentKeysCommand.Create(terminal),
            DepartmentOperatorCommand.Create(terminal),
        };
    }

    private static Command CreateShow(Terminal terminal)
    {
        var chain = new GovernedChain();
        var which = new Argument<string?>("department") { Description = "Origin or id. Default: all. 标识或编号，缺省为全部。", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("show", "Show operator, node, keys with their times, and suspension. 操作账户、节点、密钥及其时间。\nExample 示例: ledger department show ledger.example.gov/health/log --addresses addresses.json --rpc http://127.0.0.1:8545") { which };
        chain.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var opened = await chain.OpenAsync(parsed, cancellationToken);
            var registry = new RegistryClient(opened);
            var found = await ChainProblems.ExplainAsync(async () => await RegisteredDepartment.ReadAsync(registry, parsed.GetValue(which), cancellationToken));
            if (parsed.GetValue(chain.Json))
            {
                terminal.Out.WriteLine(new JsonArray([.. found.Select(one => (JsonNode)RegisteredDepartmentText.ToJson(one))]).ToJsonString(JsonText.Options));
                return ExitCode.Yes;
            }

            foreach (var one in found)
            {
                RegisteredDepartmentText.Write(terminal.Out, one);
            }

            return ExitCode.Yes;
        });
        return command;
    }
}
