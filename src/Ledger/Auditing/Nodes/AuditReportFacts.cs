using System.Globalization;
using Ledger.Inputs;
using Ledger.Verify.Faults;

namespace Ledger.Auditing.Nodes;

/// <summary>The content of the report's page, as names and values.</summary>
public static class AuditReportFacts
{
    /// <summary>The caption of the table of unchecked items.</summary>
    public static LocalizedText Unchecked { get; } = Text("未能核对的内容", "What could not be checked");

    /// <summary>The heading of the column with reasons.</summary>
    public static LocalizedText Why { get; } = Text("原因", "Why");

    /// <summary>Lists the facts about the whole audit.</summary>
    public static IEnumerable<(LocalizedText Name, string Value)> FromReport(NodeAuditReport report)
    {
        yield return (Text("节点", "Node"), report.Node.ToString());
        yield return (Text("开始时间", "Begun"), UtcTimes.Text(report.At));
        yield return (Text("用时（秒）", "Seconds"), Number(report.Time.TotalSeconds));
        if (report.Source is { } source)
        {
            yield return (Text("链与登记处", "Chain and registry"), Invariant($"{source.ChainId}, {source.Registry}"));
            yield return (Text("区块", "Block"), Invariant($"{source.Latest.Number}, {UtcTimes.Text(source.Latest.Time)}, {source.Latest.Hash}"));
            yield return (Text("最终性", "Finality"), source.Finality);
        }
    }

    /// <summary>Lists the facts about one department.</summary>
    public static IEnumerable<(LocalizedText Name, string Value)> FromDepartment(DepartmentResult result)
    {
        yield return (Text("日志", "Log"), result.Department.Origin);
        yield return (Text("条目", "Entries"), result.Head is { } head ? Invariant($"{head.Size}, {head.Root.ToBase64()}") : "–");
        if (result.Remembered is { } remembered)
        {
            yield return (Text("上次审计时的条目", "Entries at the last audit"), Invariant($"{remembered.Size}"));
        }

        yield return (Text("与链一致的锚定", "Anchors that agree with the chain"), Invariant($"{result.AnchorsAgreeing}"));
        foreach (var left in result.Left)
        {
            yield return (Text("旧链，由获批的迁移记录证明", "A chain that it left, proven by an approved migration record"),
                Invariant($"{left.Chain.Place.ChainId}, {left.Chain.Place.Registry}, {left.Record}"));
            yield return (Text("旧链上与日志一致的锚定、状态变更", "Anchors there that agree with the log, status changes"),
                Invariant($"{left.AnchorsAgreeing} / {left.Chain.Anchors.Count}, {left.Chain.Statuses.Count}"));
        }

        yield return (Text("链上的状态变更", "Status changes on the chain"), Invariant($"{result.StatusesOnChain}"));
        yield return (Text("正在上链的状态", "Status changes not on the chain yet"), Invariant($"{result.StatusesPending}"));
        var records = result.Records;
        yield return (Text("签发的记录", "Records issued"), Invariant($"{records.Issued}"));
        if (result.IsWithRecords)
        {
            yield return (Text("尚待最终锚定", "Not finally anchored yet"), Invariant($"{records.NotAnchored}"));
            yield return (Text("已核验的凭证包", "Bundles checked"), Invariant($"{records.Checked}"));
            yield return (Text("其中有效", "Of these valid"), Invariant($"{records.Valid}"));
            yield return (Text("真实但不在有效状态", "Genuine, not in force"), Invariant($"{records.NotInForce}"));
            yield return (Text("已抹除", "Erased"), Invariant($"{records.Erased}"));
            yield return (Text("未能取得或读取", "Could not be fetched or read"), Invariant($"{records.Unread}"));
            yield return (Text("已读取而未能判定", "Read, but not decided"), Invariant($"{records.Undecided}"));
            yield return (Text("由先前中断的审计核验", "Checked by an earlier run that was stopped"), Invariant($"{records.Earlier}"));
        }

        yield return (Text("用时（秒）：日志、凭证包", "Seconds: log, bundles"), Invariant($"{Number(result.LogTime.TotalSeconds)}, {Number(result.RecordsTime.TotalSeconds)}"));
    }

    /// <summary>Lists the rows of the table of findings.</summary>
    public static IReadOnlyList<(Fault Fault, string Place, LocalizedText Sentence)> FromFindings(IEnumerable<LogFinding> findings) =>
        [.. findings.Select(finding => (finding.Fault, finding.Path, finding.Sentence))];

    /// <summary>Lists the rows of the table of unchecked items.</summary>
    public static IReadOnlyList<(Fault Fault, string Place, LocalizedText Sentence)> FromUnchecked(IEnumerable<UncheckedItem> items) =>
        [.. items.Select(one => (one.Fault, one.Detail, one.Fault.Title))];

    /// <summary>Says how many findings the page does not list.</summary>
    public static LocalizedText LeftOut(long count) => Text(Invariant($"另有 {count} 处未列出。"), Invariant($"{count} more are not listed."));

    private static LocalizedText Text(string zh, string en) => new(zh, en);

    private static string Number(double value) => value.ToString("F1", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
