using System.CommandLine;
using Ledger.Auditing;
using Ledger.Cli.Options;
using Ledger.Cli.Output;
using Ledger.Faults;
using Ledger.Inputs;
using Ledger.Verify.Notes;

namespace Ledger.Cli.Logs;

/// <summary><c>ledger log check</c>: re-computes any tlog-tiles log, and follows it from one run to the next.</summary>
internal static class LogCheckCommand
{
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
            var key = InputValues.VerifierKey(parsed.GetValue(vkey)!); // Required.
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
            var remembered = statePath is null ? null : await StateFile.ReadAsync(statePath, key, cancellationToken);
            var report = await AuditAsync(source, remembered, cancellationToken) ?? throw new CouldNotRunException(RunFaults.NoLog, where);
            var history = remembered is null ? null : await HistoryCheck.CompareWithAuditAsync(remembered, report, new ProofFiles(source), cancellationToken);
            var evidence = history?.Contradiction is { } found
                ? KeptContradiction.Write(terminal, evidencePath ?? statePath + ".evidence.json", key, found)
                : null;
            var outcome = new LogCheckOutcome(key.Name, report, remembered, history, evidence);
            if (outcome.ExitCode == ExitCode.Yes && statePath is not null && report.Head is { } head && head.Size != remembered?.Size)
            {
                StateFile.Write(statePath, key, head);
            }

            if (report.Unread is [var first, ..])
            {
                terminal.Tell(new CouldNotRunException(first.Reason.Fault, $"{first.Path}: {first.Reason.Detail}"));
            }

            if (json)
            {
                terminal.Out.WriteLine(outcome.ToJson().ToJsonString(JsonText.Options));
            }
            else
            {
                outcome.Write(terminal.Out);
            }

            return outcome.ExitCode;
        }

        private Task<LogAuditReport?> AuditAsync(LogSource source, SignedCheckpoint? remembered, CancellationToken cancellationToken) =>
            ProgressBar.RunAsync(terminal, key.Name, 1, progress => new LogAudit(source, key).RunAsync(
                new LogAuditOptions
                {
                    RootsAt = remembered is null ? [] : [remembered.Size],
                    Recognise = source.Recognise,
                    Progress = (done, size) => progress((double)done / Math.Max(1, size)),
                },
                cancellationToken));
    }
}
