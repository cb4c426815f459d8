using System.Text.Json.Nodes;

namespace Ledger.Samples;

/// <summary>
/// The certificates of the civil affairs bureau about an old resident: the senior card, the ability assessment, the authorised representative.
/// </summary>
internal static class ElderlyRecords
{
    private const string Department = "civil-affairs";
    private const int MonthsOfAssessment = 12;

    private static readonly LegalReference Basis = new(
        new("中华人民共和国老年人权益保障法", "Law of the PRC on the Protection of the Rights and Interests of the Elderly"), "第三十七条");

    private static readonly CertificateForm Card = new(Department, "senior-card", CityPlaces.CivilAffairsBureau, "401", "优待", Basis);
    private static readonly CertificateForm Assessment = new(Department, "ability-assessment", CityPlaces.AssessmentCentre, "402", "评估", Basis);
    private static readonly CertificateForm Proxy = new(Department, "care-plan-consent-proxy", CityPlaces.CivilAffairsBureau, "403", "代理",
        new(new("中华人民共和国民法典", "Civil Code of the PRC"), "第三十三条"));

    // GB/T 42195: a lower total means that more help is needed. Level 0 is able, 4 fully dependent. Each level has a range of totals.
    private static readonly (int Least, int Most)[] Bands = [(90, 90), (66, 89), (46, 65), (30, 45), (0, 29)];

    // The four domains and the highest number of points of each; together 90.
    private static readonly (string Domain, int Most)[] Domains =
        [("self_care", 32), ("mobility", 16), ("mental_state", 27), ("perception_and_participation", 15)];

    public static void AddTo(ResidentFile file)
    {
        var age = file.Resident.Age;
        if (age < 60)
        {
            return;
        }

        AddCard(file);
        if (age < 75 && !file.Numbers.Chance(20))
        {
            return;
        }

        var assessed = AddAssessment(file);
        if (file.AbilityLevel >= 2)
        {
            AddProxy(file, assessed);
        }
    }

    private static void AddCard(ResidentFile file)
    {
        var issued = file.DrawIssueDay(file.Resident.Birthdate.AddYears(60));
        var age = Dates.AgeOn(file.Resident.Birthdate, issued);
        file.AddCertificate(Card, issued, null, new JsonObject
        {
            ["card_number"] = CityPlaces.CityCode + file.DrawDigits(8),
            ["age_over_60"] = age >= 60,
            ["age_over_65"] = age >= 65,
            ["age_over_70"] = age >= 70,
            ["age_over_80"] = age >= 80,
            ["area"] = file.District.Code,
            ["services"] = new JsonArray("public_transport", "parks_and_museums", "medical_priority", "window_priority"),
        });
    }

    /// <summary>Adds the assessment and returns its date.</summary>
    private static DateOnly AddAssessment(ResidentFile file)
    {
        var level = file.Numbers.Below(100) switch { < 40 => 0, < 65 => 1, < 82 => 2, < 94 => 3, _ => 4 };
        file.AbilityLevel = level;
        var total = file.Numbers.Between(Bands[level].Least, Bands[level].Most);
        var day = file.DrawIssueDay();
        file.AddCertificate(Assessment, day, day.AddMonths(MonthsOfAssessment), new JsonObject
        {
            ["level"] = level,
            ["domain_scores"] = Scores(file, total),
            ["total_score"] = total,
            ["assessed_on"] = Dates.Text(day),
            ["assessors"] = new JsonArray(Assessor(file), Assessor(file)),
            ["org"] = CityPlaces.AssessmentCentre.ToJson(),
            ["method"] = new JsonObject { ["standard"] = "GB/T 42195", ["version"] = "2022" },
            ["valid_to"] = Dates.Text(day.AddMonths(MonthsOfAssessment)),
            ["reason"] = "first",
        });
        return day;
    }

    // Every domain keeps about the same share of its points. Points lost by rounding go to the first domains with room.
    private static JsonArray Scores(ResidentFile file, int total)
    {
        var most = Domains.Sum(domain => domain.Most);
        var scores = Domains.Select(domain => domain.Most * total / most).ToArray();
        var first = file.Numbers.Below(Domains.Length);
        for (var i = first; scores.Sum() < total; i++)
        {
            var domain = i % Domains.Length;
            scores[domain] += scores[domain] < Domains[domain].Most ? 1 : 0;
        }

        return [.. Domains.Zip(scores, (domain, score) => new JsonObject { ["domain"] = domain.Domain, ["score"] = score })];
    }

    private static JsonObject Assessor(ResidentFile file) => new() { ["pseudonym"] = file.DrawPseudonym(), ["qualification"] = "老年人能力评估师" };

    private static void AddProxy(ResidentFile file, DateOnly notBefore)
    {
        if (file.Household.FindCarerOf(file.Resident) is not { } carer)
        {
            return;
        }

        var day = file.DrawIssueDay(notBefore);
        file.AddCertificate(Proxy, day, day.AddYears(2), new JsonObject
        {
            ["representation_type"] = "caregiver_authorised",
            ["attorney_pseudonym"] = carer.Pseudonym,
            ["attorney_name"] = carer.FullNameZh,
            ["attorney_given_name"] = carer.GivenName.En,
            ["attorney_family_name"] = carer.FamilyName.En,
            ["attorney_id_type"] = "resident-identity-card",
            ["attorney_personal_administrative_number"] = carer.IdNumber,
            ["attorney_relation"] = carer.Sex is Sex.Male ? "20" : "30",
            ["attorney_loa"] = "substantial",
            ["basis"] = new JsonObject
            {
                ["doc_type"] = "power_of_attorney",
                ["doc_no_hash"] = file.DrawDigest(),
                ["issuer"] = CityPlaces.CivilAffairsBureau.Name.ToJson(),
            },
            ["scope_of_representation_powers"] = new JsonArray("care_plan", "service_booking", "allowance_claim"),
            ["scope_of_representation_purposes"] = new JsonArray("CARE", "ELIG"),
            ["scope_of_representation_power_of_substitution"] = "not_allowed",
            ["validity_period_valid_from"] = Dates.Text(day),
            ["validity_period_valid_until"] = Dates.Text(day.AddYears(2)),
            ["applicable_law_jurisdiction"] = "CN",
            ["subject_assent"] = new JsonObject { ["given"] = true, ["method"] = "oral", ["at"] = Dates.Text(day, 10, 20) },
        });
    }
}
