using System.Text.Json.Nodes;

namespace Ledger.Cli.Sampling;

/// <summary>What all decisions of one scheme share: who decides, by which law, on what condition and evidence.</summary>
internal sealed record DecisionForm(
    string Department, string Type, string Scheme, Bilingual Name, Organisation Authority, LegalReference Basis, Bilingual Condition, string EvidenceType)
{
    /// <summary>The claims every eligibility decision has. The decision follows the application by a few days and can be contested for 60.</summary>
    public JsonObject Decide(ResidentFile file, JsonObject entitlement)
    {
        var decided = file.DrawIssueDay();
        var applied = decided.AddDays(-file.Numbers.Between(3, 18));
        var reference = file.DrawUuid(applied);
        return new JsonObject
        {
            ["document_number"] = $"{Scheme}-{file.DrawDigits(8)}",
            ["date_of_issuance"] = Dates.Text(decided),
            ["jurisdiction"] = CityPlaces.CityCode,
            ["legal_basis"] = new JsonArray(Basis.ToJson()),
            ["decision_id"] = file.DrawUuid(decided),
            ["scheme"] = new JsonObject { ["id"] = Scheme, ["name"] = Name.ToJson(), ["competent_authority"] = Authority.ToJson() },
            ["decision_type"] = "initial",
            ["outcome"] = "eligible",
            ["entitlement"] = new JsonArray(entitlement),
            ["period"] = new JsonObject
            {
                ["from"] = Dates.Text(Dates.FirstOfMonth(decided)),
                ["to"] = Dates.Text(Dates.LastOfMonth(decided.AddYears(1))),
                ["review_due"] = Dates.Text(decided.AddMonths(11)),
            },
            ["claim_date"] = Dates.Text(applied),
            ["decision_date"] = Dates.Text(decided),
            ["effective_date"] = Dates.Text(decided),
            ["notified_date"] = Dates.Text(decided),
            ["subject"] = new JsonObject { ["pseudonym"] = file.Resident.Pseudonym },
            ["criteria"] = new JsonArray(Criterion(file, reference)),
            ["reasons"] = new JsonObject
            {
                ["code"] = new JsonArray(Scheme + ".met"),
                ["text"] = new Bilingual($"经核验,申请人符合条件:{Condition.Zh}。", $"The applicant meets the condition: {Condition.En}.").ToJson(),
            },
            ["evidence"] = new JsonArray(Evidence(file, reference, applied)),
            ["rules"] = new JsonObject
            {
                ["ruleset_id"] = "city-rules/" + Scheme,
                ["version"] = "2026.1",
                ["effective_from"] = "2026-01-01",
                ["digest"] = file.DrawDigest(),
            },
            ["inputs_digest"] = file.DrawDigest(),
            ["automation"] = new JsonObject { ["level"] = "assisted", ["human_reviewer"] = true },
            ["decision_maker"] = new JsonObject
            {
                ["org_id"] = Authority.Id, ["officer_role"] = "经办人", ["officer_id"] = file.DrawPseudonym(), ["signed_at"] = Dates.Text(decided, 15, 30),
            },
            ["appeal"] = new JsonArray(Appeal(decided)),
            ["language"] = "zh-CN",
            ["letter_hash"] = file.DrawDigest(),
        };
    }

    /// <summary>Adds the decision, in force for its period.</summary>
    public void Add(ResidentFile file, JsonObject claims)
    {
        var decided = DateOnly.ParseExact((string)claims["decision_date"]!, "yyyy-MM-dd"); // Decide wrote it.
        file.Add(Department, Type, decided, Dates.LastOfMonth(decided.AddYears(1)), claims);
    }

    private JsonObject Criterion(ResidentFile file, string reference) => new()
    {
        ["criterion_id"] = Scheme + "/1",
        ["text"] = Condition.ToJson(),
        ["legal_ref"] = Basis.ToJson(),
        ["result"] = "met",
        ["evidence_refs"] = new JsonArray(reference),
        ["derived_value_hash"] = file.DrawDigest(),
    };

    private JsonObject Evidence(ResidentFile file, string reference, DateOnly day) => new()
    {
        ["digest"] = file.DrawDigest(),
        ["ref"] = reference,
        ["evidence_type"] = $"https://city.example/vct/{EvidenceType}/1",
        ["verified_at"] = Dates.Text(day, 9, 40),
        ["verification_result"] = "valid",
        ["status_at_decision"] = "active",
    };

    private static JsonObject Appeal(DateOnly decided) => new()
    {
        ["kind"] = "administrative_review",
        ["authority"] = CityPlaces.CityGovernment.Name.ToJson(),
        ["deadline"] = Dates.Text(decided.AddDays(60)),
        ["deadline_rule"] = "自知道该决定之日起六十日内",
        ["how"] = new Bilingual(
            "可到市政务服务大厅窗口、邮寄或网上提交,工作人员可代为填写。",
            "At the counter of the city service hall, by post or online; staff can fill in the form for you.").ToJson(),
        ["legal_ref"] = new LegalReference(new("中华人民共和国行政复议法", "Administrative Reconsideration Law of the PRC"), "第二十条").ToJson(),
    };
}
