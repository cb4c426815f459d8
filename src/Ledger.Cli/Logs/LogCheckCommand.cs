using System.CommandLine;
using Ledger.Auditing;
using Ledger.Cli.Options;
using Ledger.Cli.Output;
using Ledger.Inputs;
using Ledger.Verify.Faults;

namespace Ledger.Cli.Logs;

/// <summary><c>ledger log check</c>: recomputes any tlog-tiles log, and compares it with the previous run.</summary>
internal static class LogCheckCommand
{
    public static Command Create(Terminal terminal)
    {
        var where = new Argument<string>("log") { Description = "Address or folder of the log. 日志的地址或目录。" };
        var vkey = new Option<string>("--vkey") { Description = "The log's verifier key. 日志公钥。", Required = true };
        var state = new Option<string?>("--state")
        {
            Description = "File that stores the last verified head. The next run proves that the log extends it. 记住上次核对的检查点。",
        };
        var evidence = new Option<string?>("--evidence")
        {
            Description = "Where to write two heads that contradict each other. Default: beside the state file. 证据文件。",
        };
        var json = RepeatedOptions.Json();
        var command = new Command("check", "Re-compute a whole tlog-tiles log: entries, tiles, root, signature. 重算整个日志。")
        {
            where, vkey, state, evidence, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var key = InputValues.VerifierKey(parsed.GetValue(vkey)!); // Required.
            var result = await ProgressBar.RunAsync(terminal, key.Name, 1, progress => new CheckLog(Adapters.Nodes, key).RunAsync(
                parsed.GetValue(where)!, parsed.GetValue(state), parsed.GetValue(evidence), progress, cancellationToken)); // Required.
            return Report(terminal, new LogCheckOutcome(key.Name, result), parsed.GetValue(json));
        });
        return command;
    }

    private static int Report(Terminal terminal, LogCheckOutcome outcome, bool json)
    {
        if (outcome.Result.EvidenceProblem is { } problem)
        {
            terminal.WriteProblem(problem);
        }

        if (outcome.Result.Report.Unread is [var first, ..])
        {
            terminal.WriteProblem(new FaultException(first.Fault, $"{first.Path}: {first.Detail}"));
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
}
