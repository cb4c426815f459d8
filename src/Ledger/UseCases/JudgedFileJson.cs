using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Verify.Faults;
using Ledger.Verify.Verdicts;

namespace Ledger.UseCases;

/// <summary>
/// The result for one file as JSON with one member: <c>report</c> and <c>evidence</c> are what <c>ledger verify --json</c> writes about a bundle and about
/// evidence; <c>problem</c> is the coded reason why there is no verdict. Stateless.
/// </summary>
public static class JudgedFileJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The result as JSON on one line.</summary>
    /// <param name="judged">The result.</param>
    /// <param name="name">The name of the file.</param>
    public static string ToText(JudgedFile judged, string name)
    {
        ArgumentNullException.ThrowIfNull(judged);
        var (member, value) = judged switch
        {
            { Report: { } report } => ("report", JsonNode.Parse(ReportWriter.ToUtf8(report))),
            { Evidence: { } evidence } => ("evidence", EvidenceReportJson.ToJson(evidence, name)),
            { Problem: { } problem } => ("problem", ToJson(problem)),
            _ => throw new ArgumentException("It has no result.", nameof(judged)),
        };
        return new JsonObject { [member] = value }.ToJsonString(Options);
    }

    private static JsonObject ToJson(FaultException problem) => new()
    {
        ["code"] = problem.Fault.Code,
        ["title"] = ToJson(problem.Fault.Title),
        ["action"] = ToJson(problem.Fault.Action),
        ["detail"] = problem.Detail,
    };

    private static JsonObject ToJson(LocalizedText text) => new() { ["zh"] = text.Zh, ["en"] = text.En };
}
