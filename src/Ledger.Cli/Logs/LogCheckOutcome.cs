using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Auditing;

namespace Ledger.Cli.Logs;

/// <summary>The outcome of <c>ledger log check</c>, as text and as JSON. Immutable.</summary>
/// <param name="origin">The log's origin, from its key.</param>
/// <param name="result">The result.</param>
internal sealed class LogCheckOutcome(string origin, CheckedLog result)
{
    /// <summary>The result.</summary>
    public CheckedLog Result { get; } = result;

    /// <summary>No if there is a finding. Otherwise <see cref="Output.ExitCode.CouldNotRun"/> if a part could not be read. Otherwise yes.</summary>
    public int ExitCode => Result.Findings.Count > 0 ? Output.ExitCode.No : Result.Agrees ? Output.ExitCode.Yes : Output.ExitCode.CouldNotRun;

    public void Write(TextWriter output)
    {
        foreach (var finding in Result.Findings)
        {
            output.WriteLine($"✗ {finding.Fault.Code} {finding.Path}: {finding.Sentence.En} {finding.Sentence.Zh}");
            output.WriteLine($"  {finding.Fault.Action.En} {finding.Fault.Action.Zh}");
        }

        if (Result.Evidence is { } evidence)
        {
            output.WriteLine($"  evidence {evidence} 证据文件");
        }

        WriteUnread(output);
        if (ExitCode == Output.ExitCode.Yes && Result.Report.Head is { } head)
        {
            output.WriteLine(Invariant($"✓ {head.Origin}: {head.Size} entries, every tile and the signed root agree. 全部条目、瓦片与树根一致。"));
            output.WriteLine($"  root {head.Root.ToBase64()}");
            if (Result.Remembered is { } remembered)
            {
                output.WriteLine(Invariant(
                    $"  It extends the head of size {remembered.Size} that was remembered. 延续了所记的大小为 {remembered.Size} 的检查点。"));
            }
        }

        if (Result.Report.Head is not null)
        {
            var counts = Result.Report.Counts;
            output.WriteLine(Invariant(
                $"  entries 条目: {counts.EntriesDue} due 应查, {counts.EntriesDone} done 已查, {counts.EntriesMissing} not checked 未查"));
            output.WriteLine(Invariant($"  files 文件: {counts.FilesDue} due 应查, {counts.FilesDone} done 已查, {counts.FilesMissing} not checked 未查"));
        }
    }

    public JsonObject ToJson() => new()
    {
        ["result"] = ExitCode switch { Output.ExitCode.Yes => "agrees", Output.ExitCode.No => "differs", _ => "could-not-be-checked" },
        ["origin"] = Result.Report.Head?.Origin ?? origin,
        ["size"] = Result.Report.Head?.Size,
        ["root"] = Result.Report.Head?.Root.ToBase64(),
        ["remembered"] = Result.Remembered is { } remembered ? CheckpointJson.ToJson(remembered) : null,
        ["evidence"] = Result.Evidence,
        ["entries"] = Result.Report.Head is null ? null : CountJson.ToJson(Result.Report.Counts.EntriesDue, Result.Report.Counts.EntriesDone),
        ["files"] = Result.Report.Head is null ? null : CountJson.ToJson(Result.Report.Counts.FilesDue, Result.Report.Counts.FilesDone),
        ["findings"] = new JsonArray([.. Result.Findings.Select(CheckpointJson.ToJson)]),
        ["unread"] = new JsonArray([.. Result.Report.Unread.Select(file => (JsonNode)new JsonObject
        {
            ["code"] = file.Fault.Code, ["path"] = file.Path, ["firstEntry"] = file.First, ["lastEntry"] = file.Last, ["detail"] = file.Detail,
        })]),
    };

    private void WriteUnread(TextWriter output)
    {
        if (Result.Report.IsComplete)
        {
            return;
        }

        output.WriteLine("? Not all of the log could be read. What was not read is not a finding. 日志有部分未能读取；未读取的内容不算作问题。");
        foreach (var file in Result.Report.Unread)
        {
            output.WriteLine($"  ? {file.Fault.Code} {file.Path}: {file.Detail}");
        }

        if (Result.History?.Answer is HistoryAnswer.Unknown)
        {
            output.WriteLine("  ? Whether it extends the remembered head is not known. 未能判断是否延续所记的检查点。");
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
