using System.Text.Json.Nodes;
using Ledger.Inputs;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;

namespace Ledger.Auditing.Nodes;

/// <summary>The audit's report as JSON, <c>ledger-audit/1</c>: the README says what each member is. Members are added, never changed.</summary>
public static class AuditReportJson
{
    /// <summary>The name and version of the form.</summary>
    public const string Form = "ledger-audit/1";

    /// <summary>The report as JSON.</summary>
    public static JsonObject ToJson(NodeAuditReport report) => new()
    {
        ["form"] = Form,
        ["verdict"] = VerdictOf(report.Verdict),
        ["node"] = report.Node.ToString(),
        ["at"] = UtcTimes.Text(report.At),
        ["seconds"] = Seconds(report.Time),
        ["chain"] = report.Source is { } source ? ToJson(source) : null,
        ["counts"] = new JsonObject { ["departments"] = CountJson.ToJson(report.Work.Due, report.Work.Done) },
        ["unchecked"] = new JsonArray([.. report.Unchecked.Select(ToJson)]),
        ["departments"] = new JsonArray([.. report.Departments.Select(ToJson)]),
    };

    internal static string VerdictOf(AuditVerdict verdict) => verdict switch
    {
        AuditVerdict.Agrees => "agrees",
        AuditVerdict.Findings => "findings",
        _ => "could-not-be-checked",
    };

    private static JsonObject ToJson(ChainSource source) => new()
    {
        ["id"] = source.ChainId,
        ["registry"] = source.Registry.ToString(),
        ["logAnchor"] = source.LogAnchor.ToString(),
        ["recordStatus"] = source.RecordStatus.ToString(),
        ["latest"] = ToJson(source.Latest),
        ["final"] = source.Final.Number < 0 ? null : ToJson(source.Final),
        ["finality"] = source.Finality,
        ["endpoints"] = new JsonArray([.. source.Endpoints.Select(name => (JsonNode)name)]),
    };

    private static JsonObject ToJson(ChainBlock block) => new() { ["block"] = block.Number, ["hash"] = block.Hash.ToHex(), ["time"] = UtcTimes.Text(block.Time) };

    private static JsonNode ToJson(DepartmentResult result) => new JsonObject
    {
        ["id"] = result.Department.Id,
        ["origin"] = result.Department.Origin,
        ["nameZh"] = result.Department.NameZh,
        ["nameEn"] = result.Department.NameEn,
        ["verdict"] = VerdictOf(result.Verdict),
        ["counts"] = new JsonObject(result.Counts.Select(count => KeyValuePair.Create(count.Name, (JsonNode?)ToJson(count.Work)))),
        ["log"] = result.Head is not { } head ? null : new JsonObject
        {
            ["size"] = head.Size,
            ["root"] = head.Root.ToBase64(),
            ["records"] = result.Contents?.Records.Count,
            ["statuses"] = result.Contents?.StatusEntries,
            ["others"] = result.Contents?.OtherEntries,
            ["extends"] = result.Remembered?.Size,
        },
        ["anchors"] = new JsonObject
        {
            ["agreeing"] = result.AnchorsAgreeing,
            ["newestSize"] = result.NewestAnchor?.NewSize,
            ["newestBlock"] = result.NewestAnchor?.Block.Number,
            ["newestTime"] = result.NewestAnchor is { } anchor ? UtcTimes.Text(anchor.Block.Time) : null,
        },
        ["leftChains"] = new JsonArray([.. result.Left.Select(ToJson)]),
        ["statuses"] = new JsonObject { ["onChain"] = result.StatusesOnChain, ["pending"] = result.StatusesPending },
        ["records"] = result.IsWithRecords ? ToJson(result.Records) : null,
        ["seconds"] = new JsonObject { ["log"] = Seconds(result.LogTime), ["records"] = Seconds(result.RecordsTime) },
        ["findings"] = new JsonArray([.. result.Findings.Select(ToJson)]),
        ["findingsLeftOut"] = result.FindingsLeftOut,
        ["unchecked"] = new JsonArray([.. result.Unchecked.Select(ToJson)]),
    };

    private static JsonNode ToJson(RetiredChainResult left) => new JsonObject
    {
        ["id"] = left.Chain.Place.ChainId,
        ["registry"] = left.Chain.Place.Registry.ToString(),
        ["final"] = ToJson(left.Chain.Final),
        ["provenBy"] = left.Record.ToHex(),
        ["anchors"] = left.Chain.Anchors.Count,
        ["agreeing"] = left.AnchorsAgreeing,
        ["statuses"] = left.Chain.Statuses.Count,
    };

    private static JsonObject? ToJson(WorkCount? work) => work is null ? null : CountJson.ToJson(work.Due, work.Done);

    private static JsonObject ToJson(RecordCounts counts) => new()
    {
        ["issued"] = counts.Issued,
        ["notAnchored"] = counts.NotAnchored,
        ["waiting"] = counts.Waiting,
        ["checked"] = counts.Checked,
        ["valid"] = counts.Valid,
        ["notInForce"] = counts.NotInForce,
        ["erased"] = counts.Erased,
        ["wrong"] = counts.Wrong,
        ["undecided"] = counts.Undecided,
        ["unread"] = counts.Unread,
        ["earlier"] = counts.Earlier,
    };

    private static JsonNode ToJson(LogFinding finding) => With(finding.Fault, new JsonObject
    {
        ["code"] = finding.Fault.Code,
        ["place"] = finding.Path,
        ["firstEntry"] = finding.First,
        ["lastEntry"] = finding.Last,
        ["zh"] = finding.Sentence.Zh,
        ["en"] = finding.Sentence.En,
    });

    private static JsonNode ToJson(UncheckedItem one) => With(one.Fault, new JsonObject
    {
        ["code"] = one.Fault.Code,
        ["zh"] = one.Fault.Title.Zh,
        ["en"] = one.Fault.Title.En,
        ["detail"] = one.Detail,
    });

    private static JsonObject With(Fault fault, JsonObject row)
    {
        row["actionZh"] = fault.Action.Zh;
        row["actionEn"] = fault.Action.En;
        return row;
    }

    private static double Seconds(TimeSpan time) => Math.Round(time.TotalSeconds, 3);
}
