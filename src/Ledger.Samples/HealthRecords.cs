using System.Globalization;
using System.Text.Json.Nodes;

namespace Ledger.Samples;

/// <summary>The certificates of the health department: insurance, vaccinations of children, health cards of food workers, long-term care.</summary>
internal static class HealthRecords
{
    private const string Department = "health";

    private static readonly CertificateForm Insurance = new(Department, "medical-insurance-coverage", CityPlaces.InsuranceBureau, "201", "医保",
        new(new("中华人民共和国社会保险法", "Social Insurance Law of the PRC"), "第二十三条"));

    private static readonly CertificateForm Immunization = new(Department, "immunization", CityPlaces.HealthBureau, "202", "接种",
        new(new("中华人民共和国疫苗管理法", "Vaccine Administration Law of the PRC"), "第四十七条"));

    private static readonly CertificateForm Examination = new(Department, "health-examination", CityPlaces.HealthBureau, "203", "健康",
        new(new("中华人民共和国食品安全法", "Food Safety Law of the PRC"), "第四十五条"));

    private static readonly CertificateForm Chronic = new(Department, "chronic-care-entitlement", CityPlaces.InsuranceBureau, "204", "慢病",
        new(new("中华人民共和国基本医疗卫生与健康促进法", "Basic Healthcare and Health Promotion Law of the PRC"), "第二十九条"));

    // CVX codes and ICD-10 categories of the childhood vaccination programme, with the month of life of each dose.
    private static readonly (string Cvx, string[] Diseases, int[] Months, Bilingual Maker)[] Programme =
    [
        ("19", ["A15"], [0], new("示例生物制品研究所", "Sample Institute of Biological Products")),
        ("08", ["B16"], [0, 1, 6], new("示例生物制品研究所", "Sample Institute of Biological Products")),
        ("10", ["A80"], [2, 3, 4, 48], new("示例疫苗有限公司", "Sample Vaccine Co., Ltd.")),
        ("20", ["A37", "A36", "A35"], [3, 4, 5, 18], new("示例疫苗有限公司", "Sample Vaccine Co., Ltd.")),
        ("03", ["B05", "B26", "B06"], [8, 18], new("示例疫苗有限公司", "Sample Vaccine Co., Ltd.")),
    ];

    public static void AddTo(ResidentFile file)
    {
        AddInsurance(file);
        if (file.Resident.Age <= 7)
        {
            AddImmunization(file);
        }

        var isEmployed = file.Resident.Work is { State: WorkState.Employed, Occupation.Code: var code } && code.StartsWith("4-03", StringComparison.Ordinal);
        if (isEmployed || (file.Resident.Age is > 18 and < 55 && file.Numbers.Chance(5)))
        {
            AddExamination(file);
        }

        if (file.Resident.Age >= 50 && file.Numbers.Chance(file.Resident.Age >= 70 ? 45 : 18))
        {
            AddChronic(file);
        }
    }

    private static void AddInsurance(ResidentFile file)
    {
        var (scheme, type) = (file.Resident.Age, file.Resident.Work?.State) switch
        {
            (_, WorkState.Employed) => ("employee_basic", "employee"),
            (_, WorkState.Retired) when file.Numbers.Chance(70) => ("employee_basic", "retiree"),
            (_, WorkState.Flexible or WorkState.SelfEmployed) => ("employee_basic", "flexible"),
            ( >= 60, _) => ("resident_basic", "elderly_resident"),
            ( < 19, _) => ("resident_basic", "student"),
            _ => ("resident_basic", "adult_resident"),
        };
        var issued = file.DrawIssueDay();
        file.AddCertificate(Insurance, issued, issued.AddYears(1), new JsonObject
        {
            ["scheme"] = scheme,
            ["insured_area"] = CityPlaces.CityCode,
            ["coverage_status"] = "active",
            ["starting_date"] = Dates.Text(Dates.Later(new DateOnly(issued.Year, 1, 1), file.Resident.Birthdate)),
            ["insured_type"] = type,
        });
    }

    private static void AddImmunization(ResidentFile file)
    {
        var clinic = CityPlaces.HealthCentres[file.Resident.District];
        var issued = ImmunizationDay(file);
        var doses = new JsonArray();
        var isComplete = true;
        DateOnly? next = null;
        foreach (var (cvx, diseases, months, maker) in Programme)
        {
            for (var i = 0; i < months.Length; i++)
            {
                var due = file.Resident.Birthdate.AddMonths(months[i]).AddDays(file.Numbers.Below(9));
                if (due > issued)
                {
                    isComplete = false;
                    next = next is null || due < next ? due : next;
                    continue;
                }

                doses.Add(Dose(file, cvx, diseases, maker, clinic, due, i + 1, months.Length));
            }
        }

        if (doses.Count == 0)
        {
            return;
        }

        var claims = new JsonObject { ["doses"] = doses };
        if (next is { } day)
        {
            claims["next_due"] = Dates.Text(day);
        }

        claims["programme_complete"] = isComplete;
        file.AddCertificate(Immunization, issued, null, claims);
    }

    // The Vaccine Administration Law, article 48: a school checks the vaccination record before it admits a child.
    private static DateOnly ImmunizationDay(ResidentFile file) => SchoolYears.ComputeGrade(file.Resident.Birthdate, file.AsOf) is 1
        ? new DateOnly(SchoolYears.StartOf(file.AsOf).Year, 5, 1).AddDays(file.Numbers.Below(28))
        : file.DrawIssueDay();

    private static JsonObject Dose(
        ResidentFile file, string cvx, string[] diseases, Bilingual maker, Organisation clinic, DateOnly day, int number, int series) => new()
        {
            ["vaccine_code"] = new JsonObject { ["system"] = "http://hl7.org/fhir/sid/cvx", ["code"] = cvx },
            ["target_disease"] = new JsonArray([.. diseases.Select(disease => (JsonNode)disease)]),
            ["occurrence_date"] = Dates.Text(day),
            ["lot_number"] = string.Create(CultureInfo.InvariantCulture, $"{day.Year}{file.DrawDigits(5)}"),
            ["manufacturer"] = maker.ToJson(),
            ["dose_number"] = number,
            ["series_doses"] = series,
            ["performer"] = clinic.ToJson(),
            ["status"] = "completed",
        };

    private static void AddExamination(ResidentFile file)
    {
        var issued = file.DrawIssueDay();
        file.AddCertificate(Examination, issued, issued.AddYears(1), new JsonObject
        {
            ["exam_date"] = Dates.Text(issued.AddDays(-file.Numbers.Between(2, 9))),
            ["category"] = file.Numbers.Pick<string>(["food", "public_place", "childcare"]),
            ["result"] = "fit",
            ["valid_to"] = Dates.Text(issued.AddYears(1)),
            ["institution"] = CityPlaces.HealthCentres[file.Resident.District].ToJson(),
        });
    }

    private static void AddChronic(ResidentFile file)
    {
        var issued = file.DrawIssueDay();
        file.AddCertificate(Chronic, issued, issued.AddYears(2), new JsonObject
        {
            ["condition_group"] = file.Numbers.Pick<string>(["hypertension", "diabetes", "coronary", "stroke_sequelae", "copd", "parkinson"]),
            ["entitlement_level"] = file.Numbers.Chance(75) ? "chronic" : "special",
            ["from"] = Dates.Text(issued),
            ["to"] = Dates.Text(issued.AddYears(2)),
            ["designated_institutions"] = new JsonArray(
                CityPlaces.Hospitals[file.Resident.District].ToSectorJson(), CityPlaces.HealthCentres[file.Resident.District].ToSectorJson()),
        });
    }
}
