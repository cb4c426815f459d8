using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Auditing;
using Ledger.Cli.Output;
using Ledger.Verify.Chain;

namespace Ledger.Cli.Logs;

/// <summary>What <c>ledger log check</c> came to, for people and as JSON. Immutable.</summary>
/// <param name="origin">The log's origin, by its key.</param>
/// <param name="report">The audit of the log.</param>
/// <param name="remembered">The head of an earlier run; null without one.</param>
/// <param name="history">How the two heads go together; null without an earlier one.</param>
/// <param name="evidence">The evidence file that was written; null without one.</param>
internal sealed class LogCheckOutcome(
    string origin, LogAuditReport report, SignedCheckpoint? remembered, HistoryResult? history, string? evidence)
{
    private const string CheckpointPath = "checkpoint";

    private readonly List<LogFinding> _findings = [.. FindingsOf(history, report), .. report.Findings];

    /// <summary>A finding outweighs what could not be read, and that outweighs the rest.</summary>
    public int ExitCode => _findings.Count > 0 ? Output.ExitCode.No : report.IsComplete ? Output.ExitCode.Yes : Output.ExitCode.CouldNotRun;

    public void Write(TextWriter output)
    {
        foreach (var finding in _findings)
        {
            output.WriteLine($"✗ {finding.Fault.Code} {finding.Path}: {finding.Sentence.En} {finding.Sentence.Zh}");
            output.WriteLine($"  {finding.Fault.Action.En} {finding.Fault.Action.Zh}");
        }

        if (evidence is not null)
        {
            output.WriteLine($"  evidence {evidence} 证据文件");
        }

        WriteUnread(output);
        if (ExitCode == Output.ExitCode.Yes && report.Head is { } head)
        {
            output.WriteLine(Invariant($"✓ {head.Origin}: {head.Size} entries, every tile and the signed root agree. 全部条目、瓦片与树根一致。"));
            output.WriteLine($"  root {head.Root.ToBase64()}");
            if (remembered is not null)
            {
                output.WriteLine(Invariant(
                    $"  It extends the head of size {remembered.Size} that was remembered. 延续了所记的大小为 {remembered.Size} 的检查点。"));
            }
        }

        if (report.Head is not null)
        {
            var counts = report.Counts;
            output.WriteLine(Invariant(
                $"  entries 条目: {counts.EntriesDue} due 应查, {counts.EntriesDone} done 已查, {counts.EntriesMissing} not checked 未查"));
            output.WriteLine(Invariant($"  files 文件: {counts.FilesDue} due 应查, {counts.FilesDone} done 已查, {counts.FilesMissing} not checked 未查"));
        }
    }

    public JsonObject ToJson() => new()
    {
        ["result"] = ExitCode switch { Output.ExitCode.Yes => "agrees", Output.ExitCode.No => "differs", _ => "could-not-be-checked" },
        ["origin"] = report.Head?.Origin ?? origin,
        ["size"] = report.Head?.Size,
        ["root"] = report.Head?.Root.ToBase64(),
        ["remembered"] = remembered is null ? null : CheckpointText.ToJson(remembered),
        ["evidence"] = evidence,
        ["entries"] = report.Head is null ? null : CountJson.Of(report.Counts.EntriesDue, report.Counts.EntriesDone),
        ["files"] = report.Head is null ? null : CountJson.Of(report.Counts.FilesDue, report.Counts.FilesDone),
        ["findings"] = new JsonArray([.. _findings.Select(CheckpointText.ToJson)]),
        ["unread"] = new JsonArray([.. report.Unread.Select(file => (JsonNode)new JsonObject
        {
            ["code"] = file.Reason.Fault.Code, ["path"] = file.Path, ["firstEntry"] = file.First, ["lastEntry"] = file.Last, ["detail"] = file.Reason.Detail,
        })]),
    };

    // An extension that cannot be shown is the log's fault only where all of the log was read.
    private static IEnumerable<LogFinding> FindingsOf(HistoryResult? history, LogAuditReport report) => history switch
    {
        { Contradiction: { } found } => [new LogFinding(found.Fault, CheckpointPath) { Detail = found.Sizes }],
        { Answer: HistoryAnswer.Unknown } when report.IsComplete || report.Findings.Count > 0 => [new LogFinding(AuditFaults.ExtensionNotShown, CheckpointPath)],
        _ => [],
    };

    private void WriteUnread(TextWriter output)
    {
        if (report.IsComplete)
        {
            return;
        }

        output.WriteLine("? Not all of the log could be read. What was not read is no finding. 日志有部分未能读取；未读取的内容不算作问题。");
        foreach (var file in report.Unread)
        {
            output.WriteLine($"  ? {file.Reason.Fault.Code} {file.Path}: {file.Reason.Detail}");
        }

        if (history?.Answer is HistoryAnswer.Unknown)
        {
            output.WriteLine("  ? Whether it extends the remembered head is not known. 未能判断是否延续所记的检查点。");
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
