using Ledger.Auditing.Nodes;
using Ledger.Files;

namespace Ledger.Cli.Audits;

/// <summary>Writes the report of an audit to a terminal: the verdict, then each department in a few lines.</summary>
internal static class ReportLines
{
    public static void Write(TextWriter output, NodeAuditReport report)
    {
        var (sign, en, zh) = AuditSentences.Describe(report.Verdict);
        output.WriteLine($"{sign} {en} {zh}");
        if (report.IsWithoutRecords)
        {
            output.WriteLine($"  {AuditSentences.WithoutRecords.En} {AuditSentences.WithoutRecords.Zh}");
        }

        output.WriteLine(FormattableString.Invariant(
            $"  departments 部门: {report.Work.Due} due 应查, {report.Work.Done} done 已查, {report.Work.Missing} not checked 未查"));
        WriteUnchecked(output, report.Unchecked);
        foreach (var result in report.Departments)
        {
            Write(output, result);
        }
    }

    private static void WriteUnchecked(TextWriter output, IEnumerable<UncheckedItem> rows)
    {
        foreach (var one in rows)
        {
            output.WriteLine($"  ? {one.Fault.Code}: {one.Fault.Title.En} {one.Fault.Title.Zh} ({OneLine.FromText(one.Detail)})");
            output.WriteLine($"    {one.Fault.Action.En} {one.Fault.Action.Zh}");
        }
    }

    private static void Write(TextWriter output, DepartmentResult result)
    {
        output.WriteLine();
        output.WriteLine($"{AuditSentences.Describe(result.Verdict).Sign} {result.Department.Id}  {result.Department.NameEn} {result.Department.NameZh}");
        var records = result.Records;
        Line("log 日志", result.Head is { } head ? (FormattableString)$"{head.Size} entries, {result.LogTime.TotalSeconds:F1} s" : $"–");
        Line("anchors 锚定", $"{result.AnchorsAgreeing} agree, newest {result.NewestAnchor?.NewSize ?? 0}");
        foreach (var left in result.Left)
        {
            Line("left 旧链", $"chain {left.Chain.Place.ChainId}: {left.AnchorsAgreeing} of {left.Chain.Anchors.Count} anchors agree, {left.Chain.Statuses.Count} statuses, proven by {left.Record.ToHex()}");
        }

        Line("statuses 状态", $"{result.StatusesOnChain} on chain, {result.StatusesPending} not yet");
        Line("records 记录", result.IsWithRecords
            ? (FormattableString)$"{records.Checked} of {records.Issued}: {records.Valid} valid, {records.NotInForce} not in force, {records.Erased} erased, {result.RecordsTime.TotalSeconds:F1} s"
            : $"{records.Issued} issued, no bundle was fetched");
        foreach (var (name, text, work) in result.Counts)
        {
            Line(name, work is null
                ? (FormattableString)$"{text.Zh}: not known or not asked for 未知或未要求"
                : $"{text.Zh}: {work.Due} due 应查, {work.Done} done 已查, {work.Missing} not checked 未查");
        }

        foreach (var finding in result.Findings)
        {
            output.WriteLine($"  ✗ {finding.Fault.Code} {OneLine.FromText(finding.Path)}: {finding.Sentence.En} {finding.Sentence.Zh}");
            output.WriteLine($"    {finding.Fault.Action.En} {finding.Fault.Action.Zh}");
        }

        if (result.FindingsLeftOut > 0)
        {
            Line("…", $"{result.FindingsLeftOut} more findings 另有");
        }

        WriteUnchecked(output, result.Unchecked);

        void Line(string name, FormattableString text) => output.WriteLine($"  {name,-12} {FormattableString.Invariant(text)}");
    }
}
