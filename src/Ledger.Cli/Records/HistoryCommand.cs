using System.CommandLine;
using System.Text.Json.Nodes;
using Ledger.Cli.Options;
using Ledger.Cli.Output;
using Ledger.Files;
using Ledger.Inputs;
using Ledger.Nodes;
using Ledger.Verify.Faults;

namespace Ledger.Cli.Records;

/// <summary><c>ledger history</c>: shows the history of a record.</summary>
internal static class HistoryCommand
{
    public static Command Create(Terminal terminal)
    {
        var id = new Argument<string>("id") { Description = "The record id. 记录编号。" };
        var node = RepeatedOptions.Node();
        var department = new Option<string?>("--department") { Description = "The department. Default: all departments for which there is a token. 部门。" };
        var token = new Option<string?>("--token") { Description = "A token of the department. 令牌。" };
        var tokens = new Option<string?>("--tokens") { Description = "File with tokens. 令牌文件。" };
        var json = RepeatedOptions.Json();
        var command = new Command("history", "Show the history of a record, each event with its proof. 记录的全部经过。") { id, node, department, token, tokens, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var access = await NodeTokens.ReadAsync(terminal.Inputs, parsed.GetValue(tokens), parsed.GetValue(token), cancellationToken);
            var client = Adapters.Nodes.Connect(InputValues.Address(parsed.GetValue(node)!, "--node"));
            var history = await access.FindAsync(
                parsed.GetValue(department), ["auditor", "issuer", "verifier"],
                (where, with) => client.GetAsync($"v1/departments/{where}/records/{Uri.EscapeDataString(parsed.GetValue(id)!)}/history", with, cancellationToken));
            if (history["events"] is not JsonArray { Count: > 0 } events)
            {
                throw new FaultException(RunFaults.AnswerUnreadable, "no events"); // An existing record has at least the entry that issued it.
            }

            if (parsed.GetValue(json))
            {
                terminal.Out.WriteLine(history.ToJsonString(JsonText.Options));
                return ExitCode.Yes;
            }

            foreach (var row in events)
            {
                terminal.Out.WriteLine($"{row?["at"]}  {row?["status"] ?? row?["kind"],-12} {row?["level"]}  entry {row?["index"]}  block {row?["anchor"]?["block"]?.ToString() ?? "–"}");
                if (row?["reason"] is { } reason)
                {
                    terminal.Out.WriteLine($"    {OneLine.FromText(reason.ToString())}  ({OneLine.FromText(row["by"]?.ToString() ?? "")})");
                }
            }

            if (history["erasure"] is JsonObject erasure)
            {
                terminal.Out.WriteLine($"{erasure["at"]}  {"erased 已删除",-12} {erasure["level"]}  entry {erasure["index"]}  certificate 证明 {OneLine.FromText(erasure["id"]?.ToString() ?? "")}");
            }

            return ExitCode.Yes;
        });
        return command;
    }
}
