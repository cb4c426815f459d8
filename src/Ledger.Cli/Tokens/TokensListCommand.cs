using System.CommandLine;
using System.Text.Json.Nodes;
using Ledger.Access;
using Ledger.Cli.Output;
using Ledger.Files;
using Ledger.Verify.Faults;

namespace Ledger.Cli.Tokens;

/// <summary><c>ledger tokens list</c>: lists a department's tokens with issuer, expiry and withdrawal.</summary>
internal static class TokensListCommand
{
    public static Command Create(Terminal terminal)
    {
        var options = new TokenCommandOptions();
        var command = new Command("list", "List a department's tokens, those in force first. The tokens themselves are not shown. 列出令牌，不含令牌本身。");
        options.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var department = options.Department(parsed);
            var list = await options.RunAsync(
                parsed, desk => ToJson(desk.List(department)),
                (node, token) => node.GetAsync($"v1/departments/{department}/tokens", token, cancellationToken));
            Report(terminal, list, options.IsJson(parsed));
            return ExitCode.Yes;
        });
        return command;
    }

    private static JsonObject ToJson(TokenList list) => new()
    {
        ["tokens"] = new JsonArray([.. list.Entries.Select(TokenCommandOptions.ToJson)]),
        ["restoredAsOf"] = list.RestoredAsOf,
        ["warning"] = list.Warning?.Code,
    };

    private static void Report(Terminal terminal, JsonObject list, bool json)
    {
        if (list["tokens"] is not JsonArray rows)
        {
            throw new FaultException(RunFaults.AnswerUnreadable, "no tokens");
        }

        if (json)
        {
            terminal.Out.WriteLine(list.ToJsonString(JsonText.Options));
            return;
        }

        foreach (var row in rows.OfType<JsonObject>())
        {
            terminal.Out.WriteLine(Line(row));
        }

        if (list["restoredAsOf"] is { } asOf)
        {
            Warn(terminal, AccessFaults.TokensRestored, $" ({asOf})");
        }

        foreach (var missing in new[] { AccessFaults.TokenFileMissing, AccessFaults.OperatorLogIncomplete }.Where(fault => fault.Code == (string?)list["warning"]))
        {
            Warn(terminal, missing, "");
        }
    }

    private static void Warn(Terminal terminal, Fault fault, string detail)
    {
        terminal.Error.WriteLine($"{fault.Code}: {fault.Title.En}{detail} {fault.Action.En}");
        terminal.Error.WriteLine($"  {fault.Title.Zh}{fault.Action.Zh}");
    }

    private static string Line(JsonObject row)
    {
        var issued = row["issuedAt"] is { } at ? $"issued 签发 {Day(at)} {row["issuedBy"]}" : "";
        var end = row["withdrawnAt"] is { } gone ? $"withdrawn 撤回 {Day(gone)} {row["withdrawnBy"]}"
            : row["expiresAt"] is { } until ? $"expires 到期 {Day(until)}"
            : "never expires 永不过期";
        return OneLine.FromText($"{row["id"]}  {row["state"],-9}  {row["role"],-8}  {row["name"]}  {issued}  {end}".TrimEnd());
    }

    // A node returns a time as text, and a file returns it as a time value. Both have the same JSON.
    private static string Day(JsonNode time) => time.ToJsonString().Trim('"') is { Length: >= 19 } text ? text[..19] + "Z" : time.ToJsonString();
}
