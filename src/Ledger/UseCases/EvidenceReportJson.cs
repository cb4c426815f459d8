using System.Text.Json.Nodes;
using Ledger.Auditing;
using Ledger.Verify.EvidenceFiles;
using Ledger.Verify.Verdicts;

namespace Ledger.UseCases;

/// <summary>The report about evidence as JSON; the same from every host. Stateless.</summary>
public static class EvidenceReportJson
{
    /// <summary>The report as JSON.</summary>
    /// <param name="report">The report.</param>
    /// <param name="path">The name of the evidence file. Null if none was written.</param>
    public static JsonObject ToJson(EvidenceReport report, string? path)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new JsonObject
        {
            ["file"] = path,
            ["verdict"] = ReportWriter.NameOf(report.Verdict),
            ["checks"] = CountJson.ToJson(report.Findings.Length, report.Findings.Count(finding => finding.Passed is not null)),
            ["block"] = report.Block.Number,
            ["blockHash"] = report.Block.Hash.ToHex(),
            ["findings"] = new JsonArray([.. report.Findings.Select(finding => (JsonNode)new JsonObject
            {
                ["name"] = finding.Name, ["passed"] = finding.Passed, ["zh"] = finding.Text.Zh, ["en"] = finding.Text.En,
            })]),
            ["reasons"] = StatusReasonsJson.ToJson(report.Reasons),
            ["report"] = JsonNode.Parse(ReportWriter.ToUtf8(report.Report)),
        };
    }
}
