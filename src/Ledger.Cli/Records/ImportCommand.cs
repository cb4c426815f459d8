using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Cli.Options;
using Ledger.Cli.Output;
using Ledger.Importing;
using Ledger.Inputs;
using Ledger.Nodes;
using Ledger.Verify.Faults;

namespace Ledger.Cli.Records;

/// <summary><c>ledger import</c>: issues the records of a file. It can be repeated after an interruption, because lines have idempotency keys.</summary>
internal static class ImportCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("jsonl") { Description = "File with one request on each line, as ledger sample writes it. 每行一条请求的文件。" };
        var node = RepeatedOptions.Node();
        var tokens = new Option<string?>("--tokens") { Description = "File with tokens by department and role. 令牌文件。" };
        var token = new Option<string?>("--token") { Description = "One issuer token, if all lines are of one department. 签发令牌。" };
        var refused = new Option<string?>("--refused") { Description = "File for refused lines. Correct them and import the file again. 被拒行写入的文件。" };
        var json = RepeatedOptions.Json();
        var command = new Command("import", "Issue the records of a file. 导入记录。") { file, node, tokens, token, refused, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetValue(file)!;
            var access = await NodeTokens.ReadAsync(terminal.Inputs, parsed.GetValue(tokens), parsed.GetValue(token), cancellationToken);
            var client = Adapters.Nodes.Connect(InputValues.Address(parsed.GetValue(node)!, "--node"));
            await using var input = Open(terminal, path);
            if (path != "-")
            {
                await ImportFile.CheckAsync(input, path, cancellationToken); // Before the file of refused lines is created.
            }

            await using var rejects = new RefusedLines(terminal, parsed.GetValue(refused));
            using var run = new ImportFile(client.SendBatches(access), rejects, path);
            var total = input.CanSeek ? input.Length : 0;
            var result = await ProgressBar.RunAsync(terminal, path, total, report => run.RunAsync(input, report, cancellationToken));
            rejects.End();
            terminal.Out.WriteLine(parsed.GetValue(json) ? ToJson(result) : ToText(result));
            return result.Refused == 0 ? ExitCode.Yes : ExitCode.No;
        });
        return command;
    }

    private static Stream Open(Terminal terminal, string path)
    {
        try
        {
            return path == "-" ? terminal.OpenInput() : File.OpenRead(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new FaultException(RunFaults.FileUnreadable, path, problem);
        }
    }

    private static string ToText(ImportResult result)
    {
        var rate = result.Time > TimeSpan.Zero ? result.Accepted / result.Time.TotalSeconds : 0;
        return string.Create(CultureInfo.InvariantCulture,
            $"{result.Accepted} accepted, {result.Refused} refused, {result.Time.TotalSeconds:F1} s ({rate:F0}/s).  已签发 {result.Accepted} 条，拒绝 {result.Refused} 条。");
    }

    private static string ToJson(ImportResult result) => new JsonObject
    {
        ["accepted"] = result.Accepted,
        ["refused"] = result.Refused,
        ["seconds"] = Math.Round(result.Time.TotalSeconds, 3),
    }.ToJsonString(JsonText.Options);
}
