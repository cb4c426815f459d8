using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Cli.Auditing;
using Ledger.Cli.Output;

namespace Ledger.Cli.Commands;

/// <summary><c>ledger log check</c>: re-computes any tlog-tiles log.</summary>
internal static class LogCheckCommand
{
    public static Command Create(Terminal terminal)
    {
        var where = new Argument<string>("log") { Description = "Address or folder of the log. 日志的地址或目录。" };
        var vkey = new Option<string>("--vkey") { Description = "The log's verifier key. 日志公钥。", Required = true };
        var json = RepeatedOptions.Json();
        var command = new Command("check", "Re-compute a whole tlog-tiles log: entries, tiles, root, signature. 重算整个日志。") { where, vkey, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var key = Given.VerifierKey(parsed.GetValue(vkey)!);
            using var source = LogSource.Open(parsed.GetValue(where)!);
            var audit = new LogAudit(source, key);
            var result = await ProgressBar.RunAsync(
                terminal, key.Name, 1, progress => audit.RunAsync((done, size) => progress((double)done / Math.Max(1, size)), cancellationToken));
            Write(terminal, result, parsed.GetValue(json));
            return result.Differences.IsEmpty ? ExitCode.Yes : ExitCode.No;
        });
        return command;
    }

    private static void Write(Terminal terminal, LogAuditResult result, bool json)
    {
        if (json)
        {
            terminal.Out.WriteLine(new JsonObject
            {
                ["result"] = result.Differences.IsEmpty ? "agrees" : "differs",
                ["origin"] = result.Origin,
                ["size"] = result.Size,
                ["root"] = result.Root.ToBase64(),
                ["differences"] = new JsonArray([.. result.Differences.Select(difference => new JsonObject
                {
                    ["path"] = difference.Path, ["en"] = difference.Problem, ["zh"] = difference.ProblemZh,
                })]),
            }.ToJsonString(JsonText.Options));
            return;
        }

        foreach (var difference in result.Differences)
        {
            terminal.Out.WriteLine($"✗ {difference.Path}: {difference.Problem} {difference.ProblemZh}");
        }

        if (result.Differences.IsEmpty)
        {
            terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"✓ {result.Origin}: {result.Size} entries, every tile and the signed root agree. 全部条目、瓦片与树根一致。"));
            terminal.Out.WriteLine($"  root {result.Root.ToBase64()}");
        }
    }
}
