using System.CommandLine;
using System.Text.Json.Nodes;
using Ledger.Cli.Options;
using Ledger.Cli.Output;
using Ledger.Files;
using Ledger.Inputs;
using Ledger.Nodes;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.Notes;

namespace Ledger.Cli.Subjects;

/// <summary><c>ledger subject disclosures</c>: lists who looked at a person's claims, and checks the proof of each line.</summary>
internal static class SubjectDisclosuresCommand
{
    private static readonly string[] Roles = ["issuer", "auditor"];

    public static Command Create(Terminal terminal)
    {
        var node = RepeatedOptions.Node();
        var subject = new SubjectOptions(terminal);
        var department = new Option<string>("--department") { Description = "The department. 部门。", Required = true };
        var token = new Option<string?>("--token") { Description = "A token of the department. 令牌。" };
        var tokens = new Option<string?>("--tokens") { Description = "File with tokens. 令牌文件。" };
        var vkey = new Option<string>("--vkey") { Description = "The verifier key of the department's log. 日志公钥。", Required = true };
        var purpose = new Option<string>("--purpose")
        {
            Description = "Why you look at the list, a code of GET /v1/purposes. Looking is logged too. 用途。",
            DefaultValueFactory = _ => "resident-request",
        };
        var json = RepeatedOptions.Json();
        var command = new Command(
            "disclosures", "List who looked at a person's claims, and check each proof. The number of the identity document is read from standard input. 谁看过某人的内容。")
        {
            node, department, token, tokens, vkey, purpose, json,
        };
        subject.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var access = await NodeTokens.ReadAsync(terminal.Inputs, parsed.GetValue(tokens), parsed.GetValue(token), cancellationToken);
            var client = Adapters.Nodes.Connect(InputValues.Address(parsed.GetValue(node)!, "--node")); // Has a default.
            var key = InputValues.VerifierKey(parsed.GetValue(vkey)!); // Required.
            var body = new JsonObject
            {
                ["subject"] = await subject.ReadAsync(parsed, cancellationToken),
                ["purpose"] = parsed.GetValue(purpose),
                ["limit"] = 200,
            };
            var where = parsed.GetValue(department)!; // Required.
            var lines = await ListAsync(client, where, access.Get(where, Roles), body, key, cancellationToken);
            Report(terminal, lines, parsed.GetValue(json));
            return lines.OfType<JsonObject>().Any(line => line["proved"] is JsonValue proved && proved.TryGetValue<bool>(out var yes) && !yes) ? ExitCode.No : ExitCode.Yes;
        });
        return command;
    }

    private static async Task<JsonArray> ListAsync(
        NodeClient client, string department, string token, JsonObject body, VerifierKey key, CancellationToken cancellationToken)
    {
        var lines = new JsonArray();
        do
        {
            var page = await client.PostAsync($"v1/departments/{Uri.EscapeDataString(department)}/subjects/disclosures", token, body, cancellationToken);
            foreach (var row in (page["disclosures"] as JsonArray ?? throw new FaultException(RunFaults.AnswerUnreadable, "no disclosures")).OfType<JsonObject>())
            {
                lines.Add(Check(row.DeepClone().AsObject(), key));
            }

            body["cursor"] = page["next"]?.ToString();
        }
        while (body["cursor"] is not null);
        return lines;
    }

    // A line without its text (for an auditor, or withheld by a law) proves nothing here, so nothing is claimed of it.
    private static JsonObject Check(JsonObject line, VerifierKey key)
    {
        if (line["text"] is null)
        {
            line["proved"] = null;
            return line;
        }

        var problem = new CommittedText(Text(line, "text"), Text(line, "salt"), Text(line, "entry"), Text(line, "proof")).FindProblem(key);
        line["proved"] = problem is null;
        line["problem"] = problem?.En;
        return line;
    }

    private static string Text(JsonObject line, string name) => line[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    private static void Report(Terminal terminal, JsonArray lines, bool json)
    {
        if (json)
        {
            terminal.Out.WriteLine(lines.ToJsonString(JsonText.Options));
            return;
        }

        if (lines.Count == 0)
        {
            terminal.Out.WriteLine("The department has nothing of this person, or not any more. 本部门没有此人的资料，或已删除。");
        }

        foreach (var line in lines.OfType<JsonObject>())
        {
            var mark = line["proved"] is JsonValue proved && proved.TryGetValue<bool>(out var yes) ? yes ? "✓" : "✗" : "·";
            var what = line["text"] is null && line["withheldUntil"] is { } until
                ? $"withheld by law until 依法暂不告知至 {until}: {line["withheldByEn"]}"
                : $"{line["by"]} ({line["role"]})  {line["purposeZh"]} {line["purposeEn"]}  {line["basis"]}  {line["form"]}: {string.Join(", ", (line["claims"] as JsonArray ?? []).Select(claim => claim?.ToString()))}";
            terminal.Out.WriteLine(OneLine.FromText($"{mark} {line["at"]}  {what}"));
            if (line["problem"] is { } problem)
            {
                terminal.Out.WriteLine("    " + OneLine.FromText(problem.ToString()));
            }
        }
    }
}
