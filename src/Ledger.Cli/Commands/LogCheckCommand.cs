using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Auditing;
using Ledger.Cli.Auditing;
using Ledger.Cli.Output;
using Ledger.Verify.Notes;

namespace Ledger.Cli.Commands;

/// <summary><c>ledger log check</c>: re-computes any tlog-tiles log, and follows it from one run to the next.</summary>
internal static class LogCheckCommand
{
    private const string CheckpointPath = "checkpoint";

    public static Command Create(Terminal terminal)
    {
        var where = new Argument<string>("log") { Description = "Address or folder of the log. 日志的地址或目录。" };
        var vkey = new Option<string>("--vkey") { Description = "The log's verifier key. 日志公钥。", Required = true };
        var state = new Option<string?>("--state")
        {
            Description = "File that remembers the last head found right; the next run proves that the log extends it. 记住上次核对的检查点。",
        };
        var evidence = new Option<string?>("--evidence")
        {
            Description = "Where to write two heads that do not go together; beside the state file if not given. 证据文件。",
        };
        var json = RepeatedOptions.Json();
        var command = new Command("check", "Re-compute a whole tlog-tiles log: entries, tiles, root, signature. 重算整个日志。")
        {
            where, vkey, state, evidence, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var key = Given.VerifierKey(parsed.GetValue(vkey)!); // Required.
            var run = new Run(terminal, key, parsed.GetValue(state), parsed.GetValue(evidence));
            using var source = LogSource.Open(parsed.GetValue(where)!, key);
            return await run.CheckAsync(source, parsed.GetValue(where)!, parsed.GetValue(json), cancellationToken);
        });
        return command;
    }

    private sealed class Run(Terminal terminal, VerifierKey key, string? statePath, string? evidencePath)
    {
        public async Task<int> CheckAsync(LogSource source, string where, bool json, CancellationToken cancellationToken)
        {
            var remembered = statePath is null ? null : await StateFile.ReadAsync(terminal, statePath, key, cancellationToken);
            var report = await AuditAsync(source, remembered, cancellationToken) ?? throw new CliException(CliFaults.NoLog, where);
            var history = remembered is null ? null : await HistoryCheck.AgainstAsync(remembered, report, source, cancellationToken);
            var findings = (history is null ? [] : FindingsOf(history)).Concat(report.Findings).ToList();
            var evidence = history?.Contradiction is { } found
                ? EvidenceFile.Keep(terminal, evidencePath ?? statePath + ".evidence.json", key, found)
                : null;
            if (findings.Count == 0 && statePath is not null && report.Head is { } head && head.Size != remembered?.Size)
            {
                StateFile.Write(statePath, key, head);
            }

            Write(new Outcome(report.Head, findings, remembered, evidence), json);
            return findings.Count == 0 ? ExitCode.Yes : ExitCode.No;
        }

        private Task<LogAuditReport?> AuditAsync(LogSource source, SignedCheckpoint? remembered, CancellationToken cancellationToken) =>
            ProgressBar.RunAsync(terminal, key.Name, 1, progress => new LogAudit(source, key).RunAsync(
                new LogAuditOptions
                {
                    RootsAt = remembered is null ? [] : [remembered.Size],
                    Progress = (done, size) => progress((double)done / Math.Max(1, size)),
                },
                cancellationToken));

        private static IEnumerable<LogFinding> FindingsOf(HistoryResult history) => history switch
        {
            { Contradiction: { } found } => [new LogFinding(found.Fault, CheckpointPath) { Detail = CheckpointText.SizesOf(found) }],
            { Answer: HistoryAnswer.Unknown } => [new LogFinding(AuditFaults.ExtensionNotShown, CheckpointPath)],
            _ => [],
        };

        private void Write(Outcome outcome, bool json)
        {
            if (json)
            {
                terminal.Out.WriteLine(ToJson(outcome).ToJsonString(JsonText.Options));
                return;
            }

            foreach (var finding in outcome.Findings)
            {
                terminal.Out.WriteLine($"✗ {finding.Fault.Code} {finding.Path}: {finding.Sentence.En} {finding.Sentence.Zh}");
                terminal.Out.WriteLine($"  {finding.Fault.Action.En} {finding.Fault.Action.Zh}");
            }

            if (outcome.Evidence is { } evidence)
            {
                terminal.Out.WriteLine($"  evidence {evidence} 证据文件");
            }

            if (outcome is { Findings.Count: 0, Head: { } head })
            {
                terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"✓ {head.Origin}: {head.Size} entries, every tile and the signed root agree. 全部条目、瓦片与树根一致。"));
                terminal.Out.WriteLine($"  root {head.Root.ToBase64()}");
                if (outcome.Remembered is { } remembered)
                {
                    terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
                        $"  It extends the head of size {remembered.Size} that was remembered. 延续了所记的大小为 {remembered.Size} 的检查点。"));
                }
            }
        }

        private JsonObject ToJson(Outcome outcome) => new()
        {
            ["result"] = outcome.Findings.Count == 0 ? "agrees" : "differs",
            ["origin"] = outcome.Head?.Origin ?? key.Name,
            ["size"] = outcome.Head?.Size,
            ["root"] = outcome.Head?.Root.ToBase64(),
            ["remembered"] = outcome.Remembered is not { } head ? null : CheckpointText.ToJson(head),
            ["evidence"] = outcome.Evidence,
            ["findings"] = new JsonArray([.. outcome.Findings.Select(CheckpointText.ToJson)]),
        };
    }

    private sealed record Outcome(SignedCheckpoint? Head, IReadOnlyList<LogFinding> Findings, SignedCheckpoint? Remembered, string? Evidence);
}
