using System.CommandLine;
using System.Text.Json.Nodes;
using Ledger.Cli.Options;
using Ledger.Cli.Output;
using Ledger.Files;
using Ledger.Inputs;
using Ledger.Nodes;
using Ledger.Verify.Faults;

namespace Ledger.Cli.Subjects;

/// <summary><c>ledger subject records</c>: lists the records of a person, in every department for which there is a token.</summary>
internal static class SubjectRecordsCommand
{
    private static readonly string[] Roles = ["issuer"];

    public static Command Create(Terminal terminal)
    {
        var node = RepeatedOptions.Node();
        var subject = new SubjectOptions(terminal);
        var department = new Option<string?>("--department") { Description = "The department. Default: all departments for which there is a token. 部门。" };
        var token = new Option<string?>("--token") { Description = "A token of the department. 令牌。" };
        var tokens = new Option<string?>("--tokens") { Description = "File with tokens. 令牌文件。" };
        var purpose = new Option<string>("--purpose") { Description = "Why you look, a code of GET /v1/purposes. The resident sees it. 用途，居民可见。", Required = true };
        var claims = new Option<bool>("--claims") { Description = "Show the claims, too. 同时显示内容。" };
        var json = RepeatedOptions.Json();
        var command = new Command("records", "List the records of a person. The number of the identity document is read from standard input. 列出某人的记录。")
        {
            node, department, token, tokens, purpose, claims, json,
        };
        subject.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var access = await NodeTokens.ReadAsync(terminal.Inputs, parsed.GetValue(tokens), parsed.GetValue(token), cancellationToken);
            var client = Adapters.Nodes.Connect(InputValues.Address(parsed.GetValue(node)!, "--node")); // Has a default.
            var person = await subject.ReadAsync(parsed, cancellationToken);
            var found = new JsonObject();
            foreach (var one in parsed.GetValue(department) is { } only ? [only] : access.Departments)
            {
                found[one] = await ListAsync(client, one, access.Get(one, Roles), person, parsed.GetValue(purpose)!, parsed.GetValue(claims), cancellationToken); // Required.
            }

            if (found.Count == 0)
            {
                throw OptionProblems.NoDepartment();
            }

            Report(terminal, found, parsed.GetValue(json));
            return ExitCode.Yes;
        });
        return command;
    }

    private static async Task<JsonArray> ListAsync(
        NodeClient client, string department, string token, JsonObject person, string purpose, bool showsClaims, CancellationToken cancellationToken)
    {
        var records = new JsonArray();
        string? cursor = null;
        do
        {
            var body = new JsonObject { ["subject"] = person.DeepClone(), ["limit"] = 200, ["purpose"] = purpose, ["claims"] = showsClaims };
            if (cursor is not null)
            {
                body["cursor"] = cursor;
            }

            var page = await client.PostAsync($"v1/departments/{Uri.EscapeDataString(department)}/subjects/search", token, body, cancellationToken);
            foreach (var row in page["records"] as JsonArray ?? throw new FaultException(RunFaults.AnswerUnreadable, "no records"))
            {
                records.Add(row?.DeepClone());
            }

            cursor = page["next"]?.ToString();
        }
        while (cursor is not null);
        return records;
    }

    private static void Report(Terminal terminal, JsonObject found, bool json)
    {
        if (json)
        {
            terminal.Out.WriteLine(found.ToJsonString(JsonText.Options));
            return;
        }

        foreach (var (department, rows) in found)
        {
            var records = (JsonArray)rows!;
            terminal.Out.WriteLine($"{department}: {records.Count} records 条记录");
            foreach (var row in records.OfType<JsonObject>())
            {
                terminal.Out.WriteLine("  " + OneLine.FromText($"{row["id"]}  {row["at"]}  {row["status"],-10}  {row["type"]}"));
                if (row["claims"] is JsonObject claims)
                {
                    terminal.Out.WriteLine("    " + OneLine.FromText(claims.ToJsonString(JsonText.Options)));
                }
            }
        }
    }
}
