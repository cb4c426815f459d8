using System.Globalization;
using System.Text.Json.Nodes;

namespace Ledger.Samples;

/// <summary>The decisions of departments: old-age allowance, a school place, unemployment benefit. Each names its evidence.</summary>
internal static class BenefitDecisions
{
    private static readonly DecisionForm Allowance = new(
        "civil-affairs", "elder-allowance-decision", "old-age-allowance", new("高龄津贴", "Old-age allowance"), CityPlaces.CivilAffairsBureau,
        new(new("中华人民共和国老年人权益保障法", "Law of the PRC on the Protection of the Rights and Interests of the Elderly"), "第三十三条"),
        new("年满八十周岁", "Aged 80 or over"));

    private static readonly DecisionForm CareSubsidy = Allowance with
    {
        Scheme = "care-service-subsidy",
        Name = new("养老服务补贴", "Care service subsidy"),
        Condition = new("能力评估为二级或以上", "Ability assessed at level 2 or above"),
    };

    private static readonly DecisionForm Admission = new(
        "education", "school-place-decision", "school-admission", new("义务教育入学", "Admission to school"), CityPlaces.EducationBureau,
        new(new("中华人民共和国义务教育法", "Compulsory Education Law of the PRC"), "第十二条"),
        new("户籍与住所均在学区内", "Household register and home both in the catchment area"));

    private static readonly DecisionForm StudentAid = Admission with
    {
        Scheme = "student-aid",
        Name = new("家庭经济困难学生生活补助", "Living allowance for pupils of low-income families"),
        Basis = Admission.Basis with { Article = "第四十四条" },
        Condition = new("家庭经济困难且在校就读", "The family is of low income and the child is at school"),
    };

    private static readonly DecisionForm Unemployment = new(
        "employment", "eligibility-decision", "unemployment-benefit", new("失业保险金", "Unemployment benefit"), CityPlaces.EmploymentBureau,
        new(new("失业保险条例", "Regulation on Unemployment Insurance"), "第十四条"),
        new("缴费满一年且非本人意愿中断就业", "Contributions for a year, and work not ended by own choice"));

    public static void AddTo(ResidentFile file)
    {
        if (file.AbilityLevel >= 2 && file.FindRecord("ability-assessment") is { } assessment)
        {
            AddAllowance(file, CareSubsidy, assessment, 30_000, string.Create(CultureInfo.InvariantCulture, $"{file.AbilityLevel}级"));
        }
        else if (file.FindRecord("senior-card") is { } card && (bool)card.Claims["age_over_80"]!) // the schema requires it
        {
            AddAllowance(file, Allowance, card, 10_000, "80岁以上");
        }

        AddSchoolDecision(file);
        if (file.FindRecord("unemployment-registration") is { } registration)
        {
            AddUnemploymentBenefit(file, registration);
        }
    }

    private static void AddAllowance(ResidentFile file, DecisionForm form, SampleRecord evidence, int amount, string level)
    {
        var decided = file.DrawIssueDay(evidence.ValidFrom);
        var claims = form.Decide(file, evidence, decided, DecisionForm.YearAfter(decided), Cash(amount, "monthly", level));
        claims["payee_type"] = "self";
        if (file.AbilityLevel is { } ability and >= 2)
        {
            claims["care_hours"] = 20 * ability;
        }

        form.Add(file, claims, decided, DecisionForm.YearAfter(decided));
    }

    private static void AddSchoolDecision(ResidentFile file)
    {
        var grade = SchoolYears.ComputeGrade(file.Resident.Birthdate, file.AsOf);
        var year = new Period(SchoolYears.StartOf(file.AsOf), SchoolYears.EndOf(file.AsOf));
        if (grade is 1 && file.FindRecord("immunization") is { } immunization)
        {
            var place = new JsonObject { ["kind"] = "place", ["unit"] = "place", ["frequency"] = "once", ["level"] = "小学一年级" };
            AddSchoolDecision(file, Admission, immunization, new DateOnly(year.From.Year, 7, 1).AddDays(file.Numbers.Below(45)), year, place);
        }
        else if (grade is > 1 and <= SchoolYears.LastGrade && file.Numbers.Chance(8) && file.FindRecord("student-status") is { } status)
        {
            var decided = file.DrawIssueDay(status.ValidFrom);
            AddSchoolDecision(file, StudentAid, status, decided, year with { From = Dates.FirstOfMonth(decided) }, Cash(62_500, "termly", "一般困难"));
        }
    }

    private static void AddSchoolDecision(
        ResidentFile file, DecisionForm form, SampleRecord evidence, DateOnly decided, Period year, JsonObject entitlement)
    {
        var claims = form.Decide(file, evidence, decided, year, entitlement);
        claims["school_year"] = SchoolYears.Text(year.From);
        claims["catchment"] = new JsonObject { ["id"] = "catchment-" + file.District.Code, ["name"] = file.District.Name.ToJson() };
        claims["priority_class"] = "household_and_home";
        claims["school"] = EducationRecords.FindSchool(file, SchoolYears.ComputeGrade(file.Resident.Birthdate, file.AsOf)).ToSectorJson();
        form.Add(file, claims, decided, year);
    }

    private static void AddUnemploymentBenefit(ResidentFile file, SampleRecord registration)
    {
        var decided = file.DrawIssueDay(registration.ValidFrom);
        var period = DecisionForm.YearAfter(decided);
        Unemployment.Add(file, Unemployment.Decide(file, registration, decided, period, Cash(189_000, "monthly", "标准")), decided, period);
    }

    private static JsonObject Cash(int fen, string frequency, string level) => new()
    {
        ["kind"] = "cash",
        ["amount"] = new JsonObject { ["value"] = fen, ["currency"] = "CNY" },
        ["unit"] = "person",
        ["frequency"] = frequency,
        ["level"] = level,
    };
}
