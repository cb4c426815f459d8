using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Ledger.Faults;

namespace Ledger.Auditing.Nodes;

/// <summary>
/// The audit's report as one HTML file that needs nothing else: no script, no font, no picture, so that it can be kept, printed and sent.
/// English and Chinese stand side by side, each marked with its language; no meaning is in a colour alone.
/// </summary>
public static class AuditReportPage
{
    private const string Style =
        "body{font:1rem/1.5 system-ui,sans-serif;margin:0 auto;max-width:60rem;padding:1rem;color:#1b1b1b;background:#fff}"
        + "h1{font-size:1.5rem}h2{font-size:1.2rem;margin-top:2rem;border-bottom:2px solid #767676}p{margin:.25rem 0}"
        + ".verdict{font-size:1.2rem;font-weight:bold;border:3px solid;padding:.75rem}.yes{border-color:#00703c}.no{border-color:#b10e1e}.open{border-color:#7a5c00}"
        + "table{border-collapse:collapse;width:100%;margin:.5rem 0}caption{text-align:left;font-weight:bold;padding:.25rem 0}"
        + "th,td{border-bottom:1px solid #767676;padding:.35rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}th{font-weight:600}"
        + "td.number{text-align:right;font-variant-numeric:tabular-nums}"
        + "@media print{body{max-width:none;padding:0;font-size:10pt}h2{break-after:avoid}tr{break-inside:avoid}}";

    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>The report as HTML.</summary>
    public static string ToHtml(NodeAuditReport report)
    {
        var page = new StringBuilder();
        page.Append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append("<title>Audit 审计报告 – Ledger</title>\n<style>").Append(Style).Append("</style>\n</head>\n<body>\n<main>\n")
            .Append("<h1>Audit of a node <span lang=\"zh\">节点审计报告</span></h1>\n");
        WriteVerdict(page, report.Verdict);
        if (report.IsWithoutRecords)
        {
            WriteParagraph(page, AuditSentences.WithoutRecords);
        }

        WriteFacts(page, Text("本次审计", "This audit"), Facts(report));
        WriteCounts(page, [("departments", Text("部门", "Departments"), report.Work)]);
        WriteRows(page, Text("未能核对的内容", "What could not be checked"), Text("原因", "Why"), report.Unchecked.Select(one => (one.Fault, one.Detail, one.Fault.Title)));
        foreach (var result in report.Departments)
        {
            WriteDepartment(page, result);
        }

        return page.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static IEnumerable<(LocalizedText, string)> Facts(NodeAuditReport report)
    {
        yield return (Text("节点", "Node"), report.Node.ToString());
        yield return (Text("开始时间", "Begun"), AuditReportJson.Time(report.At));
        yield return (Text("用时（秒）", "Seconds"), Number(report.Time.TotalSeconds));
        if (report.Source is { } source)
        {
            yield return (Text("链与登记处", "Chain and registry"), Invariant($"{source.ChainId}, {source.Registry}"));
            yield return (Text("区块", "Block"), Invariant($"{source.Latest.Number}, {AuditReportJson.Time(source.Latest.Time)}, {source.Latest.Hash}"));
            yield return (Text("最终性", "Finality"), source.Finality);
        }
    }

    private static void WriteDepartment(StringBuilder page, DepartmentResult result)
    {
        page.Append("<section>\n<h2>").Append(Html.Encode(result.Department.NameEn)).Append(" <span lang=\"zh\">")
            .Append(Html.Encode(result.Department.NameZh)).Append("</span></h2>\n");
        WriteVerdict(page, result.Verdict);
        WriteFacts(page, Text("核对了什么", "What was checked"), Facts(result));
        WriteCounts(page, result.Counts);
        WriteRows(page, Text("发现的问题", "Findings"), Text("位置", "Place"), result.Findings.Select(finding => (finding.Fault, finding.Path, finding.Sentence)));
        if (result.FindingsLeftOut > 0)
        {
            WriteParagraph(page, Text(Invariant($"另有 {result.FindingsLeftOut} 处未列出。"), Invariant($"{result.FindingsLeftOut} more are not listed.")));
        }

        WriteRows(page, Text("未能核对的内容", "What could not be checked"), Text("原因", "Why"), result.Unchecked.Select(one => (one.Fault, one.Detail, one.Fault.Title)));
        page.Append("</section>\n");
    }

    private static IEnumerable<(LocalizedText, string)> Facts(DepartmentResult result)
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
            yield return (Text("旧链，由获批的迁移记录证明", "A chain it left, proven by an approved record"),
                Invariant($"{left.Chain.Place.ChainId}, {left.Chain.Place.Registry}, {left.Record}"));
            yield return (Text("旧链上与日志一致的锚定、状态变更", "Anchors there that agree with the log, status changes"),
                Invariant($"{left.AnchorsAgreeing} / {left.Chain.Anchors.Count}, {left.Chain.Statuses.Count}"));
        }

        yield return (Text("链上的状态变更", "Status changes on the chain"), Invariant($"{result.StatusesOnChain}"));
        yield return (Text("正在上链的状态", "Statuses on their way"), Invariant($"{result.StatusesPending}"));
        var records = result.Records;
        yield return (Text("签发的记录", "Records issued"), Invariant($"{records.Issued}"));
        if (result.IsWithRecords)
        {
            yield return (Text("尚待最终锚定", "Not finally anchored yet"), Invariant($"{records.NotAnchored}"));
            yield return (Text("已核验的凭证包", "Bundles checked"), Invariant($"{records.Checked}"));
            yield return (Text("其中有效", "Of these valid"), Invariant($"{records.Valid}"));
            yield return (Text("真实但不在有效状态", "Genuine, not in force"), Invariant($"{records.NotInForce}"));
            yield return (Text("已抹除", "Erased"), Invariant($"{records.Erased}"));
            yield return (Text("未能取得或读取", "Could not be had or read"), Invariant($"{records.Unread}"));
            yield return (Text("已读取而未能判定", "Read, and not decided"), Invariant($"{records.Undecided}"));
            yield return (Text("由先前中断的审计核验", "Checked by an earlier run that was stopped"), Invariant($"{records.Earlier}"));
        }

        yield return (Text("用时（秒）：日志、凭证包", "Seconds: log, bundles"), Invariant($"{Number(result.LogTime.TotalSeconds)}, {Number(result.RecordsTime.TotalSeconds)}"));
    }

    private static void WriteVerdict(StringBuilder page, AuditVerdict verdict)
    {
        var (sign, en, zh) = AuditSentences.VerdictOf(verdict);
        var mark = verdict switch { AuditVerdict.Agrees => "yes", AuditVerdict.Findings => "no", _ => "open" };
        page.Append($"<div class=\"verdict {mark}\"><p><span aria-hidden=\"true\">{sign}</span> ").Append(Html.Encode(en))
            .Append("</p><p lang=\"zh\">").Append(Html.Encode(zh)).Append("</p></div>\n");
    }

    private static void WriteFacts(StringBuilder page, LocalizedText caption, IEnumerable<(LocalizedText Name, string Value)> facts)
    {
        WriteCaption(page, caption);
        page.Append("<tbody>\n");
        foreach (var (name, value) in facts)
        {
            page.Append("<tr><th scope=\"row\">");
            WriteWords(page, name);
            page.Append("</th><td>").Append(Html.Encode(value)).Append("</td></tr>\n");
        }

        page.Append("</tbody>\n</table>\n");
    }

    private static void WriteCounts(StringBuilder page, IEnumerable<(string Name, LocalizedText Text, WorkCount? Work)> counts)
    {
        WriteCaption(page, Text("应查、已查与未查", "Due, done and not checked"));
        WriteHead(page, Text("内容", "What"), Text("应查", "Due"), Text("已查", "Done"), Text("未查", "Missing"));
        foreach (var (_, name, work) in counts)
        {
            page.Append("<tr><th scope=\"row\">");
            WriteWords(page, name);
            page.Append("</th>");
            foreach (var number in (long?[])[work?.Due, work?.Done, work?.Missing])
            {
                page.Append("<td class=\"number\">").Append(number is { } known ? Invariant($"{known}") : "–").Append("</td>");
            }

            page.Append("</tr>\n");
        }

        page.Append("</tbody>\n</table>\n");
    }

    private static void WriteHead(StringBuilder page, params ReadOnlySpan<LocalizedText> heads)
    {
        page.Append("<thead><tr>");
        foreach (var head in heads)
        {
            page.Append("<th scope=\"col\">");
            WriteWords(page, head);
            page.Append("</th>");
        }

        page.Append("</tr></thead>\n<tbody>\n");
    }

    private static void WriteRows(
        StringBuilder page, LocalizedText caption, LocalizedText where, IEnumerable<(Fault Fault, string Place, LocalizedText Sentence)> rows)
    {
        var listed = rows.ToList();
        if (listed.Count == 0)
        {
            return;
        }

        WriteCaption(page, caption);
        WriteHead(page, Text("代码", "Code"), where, Text("问题", "What is wrong"), Text("处理", "What to do"));
        foreach (var (fault, place, sentence) in listed)
        {
            page.Append("<tr><th scope=\"row\">").Append(fault.Code).Append("</th><td>").Append(Html.Encode(place)).Append("</td><td>");
            WriteParagraph(page, sentence);
            page.Append("</td><td>");
            WriteParagraph(page, fault.Action);
            page.Append("</td></tr>\n");
        }

        page.Append("</tbody>\n</table>\n");
    }

    private static void WriteCaption(StringBuilder page, LocalizedText caption)
    {
        page.Append("<table>\n<caption>");
        WriteWords(page, caption);
        page.Append("</caption>\n");
    }

    private static void WriteWords(StringBuilder page, LocalizedText text) =>
        page.Append(Html.Encode(text.En)).Append(" <span lang=\"zh\">").Append(Html.Encode(text.Zh)).Append("</span>");

    private static void WriteParagraph(StringBuilder page, LocalizedText text) => page
        .Append("<p>").Append(Html.Encode(text.En)).Append("</p><p lang=\"zh\">").Append(Html.Encode(text.Zh)).Append("</p>");

    private static LocalizedText Text(string zh, string en) => new(zh, en);

    private static string Number(double value) => value.ToString("F1", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
