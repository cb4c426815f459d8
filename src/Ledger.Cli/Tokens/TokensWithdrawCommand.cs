using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Access;
using Ledger.Cli.Output;
using Ledger.Departments;
using Ledger.Files;
using Ledger.Inputs;
using Ledger.Nodes;
using Ledger.Verify.Faults;

namespace Ledger.Cli.Tokens;

/// <summary><c>ledger tokens withdraw</c>: withdraws a token. A running node rejects it from then on.</summary>
internal static class TokensWithdrawCommand
{
    public static Command Create(Terminal terminal)
    {
        var options = new TokenCommandOptions();
        var id = new Option<string?>("--id") { Description = "The token's id, as listed. 令牌编号。" };
        var name = new Option<string?>("--name") { Description = "The name of the token, instead of --id. 或按名称。" };
        var command = new Command("withdraw", "Withdraw a token. It is refused from now on, also by a running node. 撤回令牌，立即失效，运行中的节点亦然。") { id, name };
        options.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (wantedId, wantedName) = (parsed.GetValue(id), parsed.GetValue(name));
            if (wantedId is null == wantedName is null)
            {
                throw OptionProblems.OneOf("--id", "--name");
            }

            var department = options.Department(parsed);
            var row = await options.RunAsync(
                parsed, desk => Report(terminal, department, desk.Withdraw(department, wantedId, wantedName)),
                async (node, token) => await node.DeleteAsync(
                    $"v1/departments/{department}/tokens/{Uri.EscapeDataString(wantedId ?? await IdAtAsync(node, token, department, wantedName!, cancellationToken))}",
                    token, cancellationToken));
            terminal.Out.WriteLine(options.IsJson(parsed)
                ? row.ToJsonString(JsonText.Options)
                : OneLine.FromText($"{row["id"]} {row["name"]}: withdrawn by {row["withdrawnBy"]}, it cannot be used any more. 已撤回，不能再使用。"));
            return ExitCode.Yes;
        });
        return command;
    }

    private static JsonObject Report(Terminal terminal, DepartmentId department, WithdrawnToken withdrawn)
    {
        if (withdrawn.IsOperatorMissing)
        {
            terminal.Error.WriteLine($"{department} has no operator token in force now; make one with: ledger tokens create --role operator --data …  该部门已无有效的运维令牌。");
        }

        return TokenCommandOptions.ToJson(withdrawn.Entry);
    }

    private static async Task<string> IdAtAsync(NodeClient node, string token, DepartmentId department, string name, CancellationToken cancellationToken)
    {
        var list = await node.GetAsync($"v1/departments/{department}/tokens", token, cancellationToken);
        var rows = list["tokens"] as JsonArray ?? throw new FaultException(RunFaults.AnswerUnreadable, "no tokens");
        return rows.OfType<JsonObject>().Where(row => (string?)row["name"] == name).MaxBy(WithdrawnAt)?["id"]?.ToString()
            ?? throw new FaultException(AccessFaults.TokenNotFound, name);
    }

    private static DateTimeOffset WithdrawnAt(JsonObject row) => row["withdrawnAt"] is null ? DateTimeOffset.MaxValue
        : DateTimeOffset.TryParse(row["withdrawnAt"]!.ToString(), CultureInfo.InvariantCulture, out var time) ? time
        : throw new FaultException(RunFaults.AnswerUnreadable, "withdrawnAt");
}
