using Ledger.Cli.Output;

namespace Ledger.Cli.NodeAuditing;

/// <summary>The audit's report for a terminal: the verdict first, then each department in a few lines.</summary>
internal static class ReportLines
{
    /// <summary>The verdict of the whole in one sentence.</summary>
    public static (string Sign, string En, string Zh) VerdictOf(int exitCode) => exitCode switch
    {
        ExitCode.Yes => ("✓", "Everything that was checked agrees.", "所核对的内容全部一致。"),
        ExitCode.No => ("✗", "There are findings.", "发现问题。"),
        _ => ("?", "Not everything could be checked. This is no sign of a fault in the records.", "有内容未能核对；这不说明记录有问题。"),
    };

    public static void Write(TextWriter output, NodeAuditReport report)
    {
        var (sign, en, zh) = VerdictOf(report.ExitCode);
        output.WriteLine($"{sign} {en} {zh}");
        foreach (var result in report.Departments)
        {
            Write(output, result);
        }
    }

    private static void Write(TextWriter output, DepartmentResult result)
    {
        output.WriteLine();
        output.WriteLine($"{VerdictOf(result.ExitCode).Sign} {result.Department.Id}  {result.Department.NameEn} {result.Department.NameZh}");
        var records = result.Records;
        Line("log 日志", result.Head is { } head ? (FormattableString)$"{head.Size} entries, {result.LogTime.TotalSeconds:F1} s" : $"–");
        Line("anchors 锚定", $"{result.AnchorsAgreeing} agree, newest {result.NewestAnchor?.NewSize ?? 0}");
        foreach (var left in result.Left)
        {
            Line("left 旧链", $"chain {left.Chain.Place.ChainId}: {left.AnchorsAgreeing} of {left.Chain.Anchors.Count} anchors agree, {left.Chain.Statuses.Count} statuses, proven by {left.Record.ToHex()}");
        }

        Line("statuses 状态", $"{result.StatusesOnChain} on chain, {result.StatusesPending} on their way");
        Line("records 记录", result.IsWithRecords
            ? (FormattableString)$"{records.Checked} of {records.Issued}: {records.Valid} valid, {records.NotInForce} not in force, {records.Erased} erased, {result.RecordsTime.TotalSeconds:F1} s"
            : $"{records.Issued}, not looked at");
        foreach (var finding in result.Findings)
        {
            output.WriteLine($"  ✗ {finding.Fault.Code} {OneLine.Of(finding.Path)}: {finding.Sentence.En} {finding.Sentence.Zh}");
            output.WriteLine($"    {finding.Fault.Action.En} {finding.Fault.Action.Zh}");
        }

        if (result.FindingsLeftOut > 0)
        {
            Line("…", $"{result.FindingsLeftOut} more findings 另有");
        }

        foreach (var one in result.Unchecked)
        {
            output.WriteLine($"  ? {one.Fault.Code}: {one.Fault.Title.En} {one.Fault.Title.Zh} ({OneLine.Of(one.Detail)})");
        }

        void Line(string name, FormattableString text) => output.WriteLine($"  {name,-12} {FormattableString.Invariant(text)}");
    }
}
