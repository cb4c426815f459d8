using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Auditing;
using Ledger.Cli.Options;
using Ledger.Cli.Output;
using Ledger.Inputs;
using Ledger.Verify.Notes;

namespace Ledger.Cli.Logs;

/// <summary><c>ledger log compare</c>: checks whether two checkpoints of one log belong to the same history.</summary>
internal static class LogCompareCommand
{
    public static Command Create(Terminal terminal)
    {
        var one = new Argument<string>("one") { Description = "File with one checkpoint. 检查点文件。" };
        var other = new Argument<string>("other") { Description = "File with the other checkpoint. 另一个检查点文件。" };
        var vkey = new Option<string>("--vkey") { Description = "The log's verifier key. 日志公钥。", Required = true };
        var log = new Option<string?>("--log")
        {
            Description = "Address or folder of the log. Required if the checkpoints have different sizes. 日志的地址或目录，大小不同时必需。",
        };
        var evidence = new Option<string?>("--evidence")
        {
            Description = "Where to write the evidence if the checkpoints contradict each other. Default: next to the first file. 证据文件。",
        };
        var json = RepeatedOptions.Json();
        var command = new Command("compare", "Decide whether two checkpoints of one log can both be true. 两个检查点能否同时成立。")
        {
            one, other, vkey, log, evidence, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var key = InputValues.VerifierKey(parsed.GetValue(vkey)!); // Required.
            var compare = new CompareCheckpoints(terminal.Inputs, Adapters.Nodes, key);
            var first = await compare.ReadAsync(parsed.GetValue(one)!, cancellationToken);
            var second = await compare.ReadAsync(parsed.GetValue(other)!, cancellationToken);
            var result = await compare.RunAsync(first, second, parsed.GetValue(log), cancellationToken);
            var path = parsed.GetValue(evidence) ?? parsed.GetValue(one) + ".evidence.json";
            return Report(terminal, new Pair(first, second), key, result, path, parsed.GetValue(json));
        });
        return command;
    }

    private static int Report(Terminal terminal, Pair pair, VerifierKey key, HistoryResult result, string evidencePath, bool json)
    {
        if (result.Contradiction is not { } found)
        {
            terminal.Out.WriteLine(json
                ? ToJson(pair, "agree", null, null).ToJsonString(JsonText.Options)
                : string.Create(CultureInfo.InvariantCulture,
                    $"✓ {pair.One.Origin}: the checkpoints of sizes {pair.One.Size} and {pair.Other.Size} are of one history. 两个检查点属于同一段历史。"));
            return ExitCode.Yes;
        }

        var (evidence, problem) = ContradictionFile.TryWrite(evidencePath, key, found);
        if (problem is not null)
        {
            terminal.WriteProblem(problem);
        }

        if (json)
        {
            terminal.Out.WriteLine(ToJson(pair, "contradict", found, evidence).ToJsonString(JsonText.Options));
        }
        else
        {
            var sizes = found.Sizes;
            terminal.Out.WriteLine($"✗ {found.Fault.Code}: {found.Fault.Title.En} ({sizes.En}) {found.Fault.Title.Zh}（{sizes.Zh}）");
            terminal.Out.WriteLine($"  {found.Fault.Action.En} {found.Fault.Action.Zh}");
            terminal.Out.WriteLine($"  evidence {evidence ?? "–"} 证据文件");
        }

        return ExitCode.No;
    }

    private static JsonObject ToJson(Pair pair, string result, Contradiction? found, string? evidence) => new()
    {
        ["result"] = result,
        ["origin"] = pair.One.Origin,
        ["one"] = CheckpointJson.ToJson(pair.One),
        ["other"] = CheckpointJson.ToJson(pair.Other),
        ["code"] = found?.Fault.Code,
        ["en"] = found?.Fault.Title.En,
        ["zh"] = found?.Fault.Title.Zh,
        ["proven"] = found?.IsProven,
        ["evidence"] = evidence,
    };

    private sealed record Pair(SignedCheckpoint One, SignedCheckpoint Other);
}
