using System.Globalization;
using System.Text.Json.Nodes;

namespace Ledger.Cli.Sampling;

/// <summary>What departments decide for residents: old-age allowance, a school place, unemployment benefit. Each names what it rests on.</summary>
internal static class BenefitDecisions
{
    public static void AddTo(ResidentFile file)
    {
        if (file.Resident.Age >= 80 || file.AbilityLevel >= 2)
        {
            AddAllowance(file);
        }

        if (file.Resident.Age == 6 || (file.Resident.Age is > 6 and < 15 && file.Numbers.Chance(8)))
        {
            AddSchoolPlace(file);
        }

        if (file.Resident.Work is { State: WorkState.Unemployed })
        {
            AddUnemploymentBenefit(file);
        }
    }

    private static void AddAllowance(ResidentFile file)
    {
        var isCare = file.AbilityLevel >= 2;
        var form = new DecisionForm(
            "civil-affairs", "elder-allowance-decision", isCare ? "care-service-subsidy" : "old-age-allowance",
            isCare ? new("养老服务补贴", "Care service subsidy") : new("高龄津贴", "Old-age allowance"), CityPlaces.CivilAffairsBureau,
            new(new("中华人民共和国老年人权益保障法", "Law of the PRC on the Protection of the Rights and Interests of the Elderly"), "第三十三条"),
            isCare ? new("能力评估为二级或以上", "Ability assessed at level 2 or above") : new("年满八十周岁", "Aged 80 or over"),
            isCare ? "ability-assessment" : "senior-card");
        var claims = form.Decide(file, new JsonObject
        {
            ["kind"] = "cash",
            ["amount"] = new JsonObject { ["value"] = isCare ? 30_000 : 10_000, ["currency"] = "CNY" },
            ["unit"] = "person",
            ["frequency"] = "monthly",
            ["level"] = isCare ? string.Create(CultureInfo.InvariantCulture, $"{file.AbilityLevel}级") : "80岁以上",
        });
        claims["payee_type"] = "self";
        if (isCare)
        {
            claims["care_hours"] = 20 * (file.AbilityLevel ?? 2);
        }

        form.Add(file, claims);
    }

    private static void AddSchoolPlace(ResidentFile file)
    {
        var form = new DecisionForm(
            "education", "school-place-decision", "school-admission", new("义务教育入学", "Admission to school"), CityPlaces.EducationBureau,
            new(new("中华人民共和国义务教育法", "Compulsory Education Law of the PRC"), "第十二条"),
            new("户籍与住所均在学区内", "Household register and home both in the catchment area"), "immunization");
        var claims = form.Decide(file, new JsonObject { ["kind"] = "place", ["unit"] = "place", ["frequency"] = "once", ["level"] = "小学一年级" });
        var school = EducationRecords.SchoolOf(file, Math.Clamp(file.Resident.Age - 5, 1, 9));
        claims["school_year"] = EducationRecords.SchoolYear(file.AsOf);
        claims["catchment"] = new JsonObject { ["id"] = "catchment-" + file.District.Code, ["name"] = file.District.Name.ToJson() };
        claims["priority_class"] = "household_and_home";
        claims["school"] = school.ToSectorJson();
        form.Add(file, claims);
    }

    private static void AddUnemploymentBenefit(ResidentFile file)
    {
        var form = new DecisionForm(
            "employment", "eligibility-decision", "unemployment-benefit", new("失业保险金", "Unemployment benefit"), CityPlaces.EmploymentBureau,
            new(new("失业保险条例", "Regulation on Unemployment Insurance"), "第十四条"),
            new("缴费满一年且非本人意愿中断就业", "Contributions for a year, and work not ended by own choice"), "unemployment-registration");
        form.Add(file, form.Decide(file, new JsonObject
        {
            ["kind"] = "cash",
            ["amount"] = new JsonObject { ["value"] = 189_000, ["currency"] = "CNY" },
            ["unit"] = "person",
            ["frequency"] = "monthly",
            ["level"] = "标准",
        }));
    }
}
