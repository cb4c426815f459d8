using System.Globalization;
using Ledger.Cli.Output;
using Ledger.Inputs;
using Ledger.UseCases;
using Ledger.Verify.EvidenceFiles;
using Ledger.Verify.Verdicts;

namespace Ledger.Cli.Bundles;

/// <summary>Writes the report about an evidence file, as text or as JSON.</summary>
internal static class EvidenceText
{
    /// <param name="output">Receives the report.</param>
    /// <param name="report">The report.</param>
    /// <param name="path">The path of the evidence file. Null if none was written.</param>
    /// <param name="json">Whether to write JSON.</param>
    /// <param name="language">The language of the claims' labels.</param>
    public static void Write(TextWriter output, EvidenceReport report, string? path, bool json, ReaderLanguage language)
    {
        if (json)
        {
            output.WriteLine(EvidenceReportJson.ToJson(report, path).ToJsonString(JsonText.Options));
        }
        else
        {
            Write(output, report, path, language);
        }
    }

    private static void Write(TextWriter output, EvidenceReport report, string? path, ReaderLanguage language)
    {
        if (report.Verdict != report.Report.Verdict)
        {
            // The usual sentence advises trying again later. That cannot help here, because the file stays the same.
            var (en, zh) = report.Verdict is Verdict.CouldNotBeChecked
                ? ("Could not be checked: the evidence does not prove everything, see ✗ and ? below. This does not mean that the record is wrong.", "未能核验：有未获证明之处，见下文 ✗ 与 ?。这不说明记录有问题。")
                : ReportWriter.SentenceOf(report.Verdict);
            output.WriteLine($"{(report.Verdict is Verdict.NotGenuine ? '✗' : '?')} {en} {zh}");
            output.WriteLine("  The answer of the chain node about the bundle: 链节点对凭证包的回答：");
            output.WriteLine();
        }

        ReportText.Write(output, report.Report, language, report.Type.AsSpan());
        output.WriteLine();
        foreach (var finding in report.Findings)
        {
            var sign = finding.Passed switch { true => "✓", false => "✗", null => "?" };
            output.WriteLine($"  {sign} {finding.Name,-18} {finding.Text.En} {finding.Text.Zh}");
        }

        StatusReasonsText.Write(output, report.Reasons);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"  as of block 区块 {report.Block.Number} {report.Block.Hash.ToHex()} {UtcTimes.Text(report.Block.Time)}"));
        output.WriteLine($"  {path ?? "Nothing was written. 未写入文件。"}");
    }
}
