using System.Text.Json.Nodes;

namespace Ledger.Samples;

/// <summary>The common values of all decisions of one scheme: who decides, by which law, on which condition.</summary>
internal sealed record DecisionForm(
    string Department, string Type, string Scheme, Bilingual Name, Organisation Authority, LegalReference Basis, Bilingual Condition)
{
    private const int AppealDays = 60;

    /// <summary>The twelve months after the month of the day.</summary>
    public static Period YearAfter(DateOnly day)
    {
        var from = Dates.FirstOfMonth(day).AddMonths(1);
        return new Period(from, from.AddYears(1).AddDays(-1));
    }

    /// <summary>
    /// The claims of an eligibility decision. It follows the application by a few days; the evidence is verified on the day of the decision.
    /// </summary>
    public JsonObject Decide(ResidentFile file, SampleRecord evidence, DateOnly decided, Period period, JsonObject entitlement)
    {
        var applied = decided.AddDays(-file.Numbers.Between(3, 18));
        var reference = (string)evidence.Claims["document_number"]!; // every certificate has one
        return new JsonObject
        {
            ["document_number"] = $"{Scheme}-{file.DocumentSerial}",
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
                ["from"] = Dates.Text(period.From),
                ["to"] = Dates.Text(period.To),
                ["review_due"] = Dates.Text(period.To.AddMonths(-1)),
            },
            ["claim_date"] = Dates.Text(applied),
            ["decision_date"] = Dates.Text(decided),
            ["effective_date"] = Dates.Text(period.From),
            ["notified_date"] = Dates.Text(decided),
            ["subject"] = new JsonObject { ["pseudonym"] = file.Resident.Pseudonym },
            ["criteria"] = new JsonArray(Criterion(file, reference)),
            ["reasons"] = new JsonObject
            {
                ["code"] = new JsonArray(Scheme + ".met"),
                ["text"] = new Bilingual($"经核验,申请人符合条件:{Condition.Zh}。", $"The applicant meets the condition: {Condition.En}.").ToJson(),
            },
            ["evidence"] = new JsonArray(Evidence(file, evidence.Type, reference, decided)),
            ["rules"] = new JsonObject
            {
                ["ruleset_id"] = "city-rules/" + Scheme,
                ["version"] = "2000.1",
                ["effective_from"] = "2000-01-01",
                ["digest"] = file.DrawDigest(),
            },
            ["inputs_digest"] = file.DrawDigest(),
            ["automation"] = new JsonObject { ["level"] = "assisted", ["human_reviewer"] = true },
            ["decision_maker"] = new JsonObject
            {
                ["org_id"] = Authority.Id,
                ["officer_role"] = "经办人",
                ["officer_id"] = file.DrawPseudonym(),
                ["signed_at"] = Dates.Text(decided, 15, 30),
            },
            ["appeal"] = new JsonArray(Appeal(decided)),
            ["language"] = "zh-CN",
            ["letter_hash"] = file.DrawDigest(),
        };
    }

    /// <summary>Adds the decision. It is in force from its day to the end of its period.</summary>
    public void Add(ResidentFile file, JsonObject claims, DateOnly decided, Period period) => file.Add(Department, Type, decided, period.To, claims);

    private JsonObject Criterion(ResidentFile file, string reference) => new()
    {
        ["criterion_id"] = Scheme + "/1",
        ["text"] = Condition.ToJson(),
        ["legal_ref"] = Basis.ToJson(),
        ["result"] = "met",
        ["evidence_refs"] = new JsonArray(reference),
        ["derived_value_hash"] = file.DrawDigest(),
    };

    private JsonObject Evidence(ResidentFile file, string type, string reference, DateOnly day) => new()
    {
        ["digest"] = file.DrawDigest(),
        ["ref"] = reference,
        ["evidence_type"] = type,
        ["verified_at"] = Dates.Text(day, 9, 40),
        ["verification_result"] = "valid",
        ["status_at_decision"] = "active",
        ["legal_basis"] = Basis.ToJson(),
    };

    private static JsonObject Appeal(DateOnly decided) => new()
    {
        ["kind"] = "administrative_review",
        ["authority"] = CityPlaces.CityGovernment.Name.ToJson(),
        ["deadline"] = Dates.Text(decided.AddDays(AppealDays)),
        ["deadline_rule"] = "自知道该决定之日起六十日内",
        ["how"] = new Bilingual(
            "可到市政务服务大厅窗口、邮寄或网上提交,工作人员可代为填写。",
            "At the counter of the city service hall, by post or online; staff can fill in the form for you.").ToJson(),
        ["legal_ref"] = new LegalReference(new("中华人民共和国行政复议法", "Administrative Reconsideration Law of the PRC"), "第二十条").ToJson(),
    };
}
