using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Auditing;
using Ledger.Cli.Options;
using Ledger.Cli.Output;
using Ledger.Faults;
using Ledger.Inputs;
using Ledger.Verify.Notes;

namespace Ledger.Cli.Logs;

/// <summary><c>ledger log compare</c>: two people each hold a checkpoint of one log; can both be true?</summary>
internal static class LogCompareCommand
{
    private const int MaxNote = 1024 * 1024;

    public static Command Create(Terminal terminal)
    {
        var one = new Argument<string>("one") { Description = "File with a checkpoint. 检查点文件。" };
        var other = new Argument<string>("other") { Description = "File with another. 另一个检查点文件。" };
        var vkey = new Option<string>("--vkey") { Description = "The log's verifier key. 日志公钥。", Required = true };
        var log = new Option<string?>("--log")
        {
            Description = "Address or folder of the log, needed for checkpoints of two sizes. 日志的地址或目录，大小不同时必需。",
        };
        var evidence = new Option<string?>("--evidence")
        {
            Description = "Where to write what does not go together; beside the first file if not given. 证据文件。",
        };
        var json = RepeatedOptions.Json();
        var command = new Command("compare", "Whether two checkpoints of one log can both be true. 两个检查点能否同时成立。")
        {
            one, other, vkey, log, evidence, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var key = InputValues.VerifierKey(parsed.GetValue(vkey)!); // Required.
            var first = await ReadAsync(terminal, parsed.GetValue(one)!, key, cancellationToken);
            var second = await ReadAsync(terminal, parsed.GetValue(other)!, key, cancellationToken);
            var result = await CompareAsync(first, second, key, parsed.GetValue(log), cancellationToken);
            var path = parsed.GetValue(evidence) ?? parsed.GetValue(one) + ".evidence.json";
            return Report(terminal, new Pair(first, second), key, result, path, parsed.GetValue(json));
        });
        return command;
    }

    private static async Task<SignedCheckpoint> ReadAsync(Terminal terminal, string path, VerifierKey key, CancellationToken cancellationToken)
    {
        var file = await terminal.Inputs.UnmarkedAsync(path, MaxNote, cancellationToken);
        return SignedCheckpoint.TryRead(file, key, out var head, out var fault) ? head
            : LogFileForm.DescribeCheckpoint(file, key) is { } other ? throw InputFiles.Unreadable(path, other)
            : throw new CouldNotRunException(RunFaults.NoteUnusable, $"{path}: {fault.Code} {fault.Title.En} {fault.Title.Zh}");
    }

    private static async Task<HistoryResult> CompareAsync(
        SignedCheckpoint one, SignedCheckpoint other, VerifierKey key, string? log, CancellationToken cancellationToken)
    {
        var alone = HistoryCheck.CompareHeads(one, other);
        if (alone.Answer is not HistoryAnswer.Unknown)
        {
            return alone;
        }

        if (log is null)
        {
            throw new CouldNotRunException(RunFaults.LogNeeded, string.Create(CultureInfo.InvariantCulture, $"{one.Size}, {other.Size}"));
        }

        using var source = LogSource.Open(log, key);
        if (await source.ReadAsync("checkpoint", cancellationToken) is not { } bytes)
        {
            throw new CouldNotRunException(RunFaults.NoLog, log);
        }

        if (!SignedCheckpoint.TryRead(bytes.Span, key, out var shown, out var fault))
        {
            throw new CouldNotRunException(RunFaults.LogUnusable, $"{log}: {fault.Code} {fault.Title.En} {fault.Title.Zh}");
        }

        var files = new ProofFiles(source);
        var result = await HistoryCheck.CompareHeadsAsync(one, other, shown, files, cancellationToken);
        return result.Answer is not HistoryAnswer.Unknown ? result : throw files.Problem ?? new CouldNotRunException(RunFaults.LogUnusable, log);
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

        var evidence = KeptContradiction.Write(terminal, evidencePath, key, found);
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
        ["one"] = CheckpointText.ToJson(pair.One),
        ["other"] = CheckpointText.ToJson(pair.Other),
        ["code"] = found?.Fault.Code,
        ["en"] = found?.Fault.Title.En,
        ["zh"] = found?.Fault.Title.Zh,
        ["proven"] = found?.IsProven,
        ["evidence"] = evidence,
    };

    private sealed record Pair(SignedCheckpoint One, SignedCheckpoint Other);
}
