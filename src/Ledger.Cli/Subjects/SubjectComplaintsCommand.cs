using System.CommandLine;
using System.Text.Json.Nodes;
using Ledger.Cli.Options;
using Ledger.Cli.Output;
using Ledger.Files;
using Ledger.Inputs;
using Ledger.Nodes;
using Ledger.Verify.Faults;

namespace Ledger.Cli.Subjects;

/// <summary><c>ledger subject complaints</c>: lists what residents said about reads of their claims.</summary>
internal static class SubjectComplaintsCommand
{
    private static readonly string[] Roles = ["auditor"];

    public static Command Create(Terminal terminal)
    {
        var node = RepeatedOptions.Node();
        var department = new Option<string>("--department") { Description = "The department. 部门。", Required = true };
        var token = new Option<string?>("--token") { Description = "A token of an auditor. 审计人员的令牌。" };
        var tokens = new Option<string?>("--tokens") { Description = "File with tokens. 令牌文件。" };
        var purpose = new Option<string>("--purpose")
        {
            Description = "Why you read them, a code of GET /v1/purposes. Each resident sees the look. 用途。",
            DefaultValueFactory = _ => "oversight",
        };
        var json = RepeatedOptions.Json();
        var command = new Command("complaints", "List what residents said about reads of their claims. 居民对查看的投诉。") { node, department, token, tokens, purpose, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var access = await NodeTokens.ReadAsync(terminal.Inputs, parsed.GetValue(tokens), parsed.GetValue(token), cancellationToken);
            var client = Adapters.Nodes.Connect(InputValues.Address(parsed.GetValue(node)!, "--node")); // Has a default.
            var where = parsed.GetValue(department)!; // Required.
            var complaints = await ListAsync(client, where, access.Get(where, Roles), parsed.GetValue(purpose)!, cancellationToken); // Has a default.
            Report(terminal, complaints, parsed.GetValue(json));
            return ExitCode.Yes;
        });
        return command;
    }

    private static async Task<JsonArray> ListAsync(NodeClient client, string department, string token, string purpose, CancellationToken cancellationToken)
    {
        var complaints = new JsonArray();
        string? cursor = null;
        do
        {
            var path = $"v1/departments/{Uri.EscapeDataString(department)}/complaints?limit=200&purpose={Uri.EscapeDataString(purpose)}"
                + (cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}");
            var page = await client.GetAsync(path, token, cancellationToken);
            foreach (var row in page["complaints"] as JsonArray ?? throw new FaultException(RunFaults.AnswerUnreadable, "no complaints"))
            {
                complaints.Add(row?.DeepClone());
            }

            cursor = page["next"]?.ToString();
        }
        while (cursor is not null);
        return complaints;
    }

    private static void Report(Terminal terminal, JsonArray complaints, bool json)
    {
        if (json)
        {
            terminal.Out.WriteLine(complaints.ToJsonString(JsonText.Options));
            return;
        }

        if (complaints.Count == 0)
        {
            terminal.Out.WriteLine("No complaints. 没有投诉。");
        }

        foreach (var complaint in complaints.OfType<JsonObject>())
        {
            terminal.Out.WriteLine(OneLine.FromText($"{complaint["at"]}  {complaint["text"]?.ToString() ?? "(erased or lost 已删除或遗失)"}"));
            if (complaint["about"] is JsonObject read)
            {
                terminal.Out.WriteLine("    " + OneLine.FromText(
                    $"about 所指 {read["at"]}  {read["by"]} ({read["role"]})  {read["purposeZh"]} {read["purposeEn"]}  {read["form"]}  entry 条目 {read["index"]}"));
            }
        }
    }
}
