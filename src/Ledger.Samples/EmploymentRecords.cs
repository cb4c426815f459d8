using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Issuing;

namespace Ledger.Samples;

/// <summary>The certificates of the employment bureau about an adult: contract, contributions, unemployment, skill.</summary>
internal static class EmploymentRecords
{
    private const string Department = "employment";
    private const int PayBand = 200_000;

    private static readonly CertificateForm Contract = new(Department, "employment-contract-attestation", CityPlaces.EmploymentBureau, "301", "用工",
        new(new("中华人民共和国劳动合同法", "Labour Contract Law of the PRC"), "第七条"));

    private static readonly CertificateForm Insurance = new(Department, "social-insurance-periods", CityPlaces.EmploymentBureau, "302", "社保",
        new(new("中华人民共和国社会保险法", "Social Insurance Law of the PRC"), "第四条"));

    private static readonly CertificateForm Unemployment = new(Department, "unemployment-registration", CityPlaces.EmploymentBureau, "303", "失业",
        new(new("中华人民共和国就业促进法", "Employment Promotion Law of the PRC"), "第三十五条"));

    private static readonly CertificateForm Skill = new(Department, "vocational-skill", CityPlaces.SkillsCentre, "304", "技能",
        new(new("中华人民共和国职业教育法", "Vocational Education Law of the PRC"), "第十一条"));

    public static void AddTo(ResidentFile file)
    {
        if (file.Resident.Work is not { } work)
        {
            return;
        }

        if (work.State is WorkState.Employed)
        {
            AddContract(file, work);
        }

        AddInsurance(file, work);
        if (work.State is WorkState.Unemployed)
        {
            AddUnemployment(file, work);
        }

        if (work.State is not WorkState.Retired && file.Numbers.Chance(30))
        {
            AddSkill(file, work);
        }
    }

    private static void AddContract(ResidentFile file, WorkLife work)
    {
        var issued = file.DrawIssueDay(work.Since);
        var isOpen = file.Numbers.Chance(40);
        var claims = new JsonObject
        {
            ["employer"] = work.Employer.ToJson(),
            ["position"] = work.Occupation.Name.ToJson(),
            ["start_date"] = Dates.Text(work.Since),
        };
        if (!isOpen)
        {
            claims["end_date"] = Dates.Text(Dates.Later(work.Since.AddYears(3), file.AsOf.AddYears(1)));
        }

        claims["contract_type"] = isOpen ? "open_ended" : "fixed_term";
        claims["weekly_hours"] = 40;
        var from = work.MonthlyPay / PayBand * PayBand;
        claims["pay_band"] = new JsonObject { ["from_minor_units"] = from, ["to_minor_units"] = from + PayBand, ["currency"] = "CNY" };
        file.AddCertificate(Contract, issued, issued.AddMonths(6), claims);
    }

    private static void AddInsurance(ResidentFile file, WorkLife work)
    {
        // Contributions are booked at the end of a month, so the first ones can be certified in the next month.
        var issued = file.DrawIssueDay(work.Since.AddMonths(1));
        var end = work.Until ?? Dates.LastOfMonth(issued.AddMonths(-1));
        var months = Dates.MonthsIn(work.Since, end);
        var isOwnPayer = work.State is WorkState.Flexible or WorkState.SelfEmployed;
        var periods = new JsonArray();
        foreach (var scheme in (string[])(isOwnPayer ? ["pension", "medical"] : ["pension", "medical", "unemployment"]))
        {
            var period = new JsonObject
            {
                ["scheme"] = scheme,
                ["from"] = Dates.Text(work.Since),
                ["to"] = Dates.Text(end),
                ["months"] = months,
                ["base_minor_units"] = work.MonthlyPay,
                ["currency"] = "CNY",
            };
            if (!isOwnPayer)
            {
                period["employer"] = work.Employer.ToJson();
            }

            periods.Add(period);
        }

        file.AddCertificate(Insurance, issued, issued.AddYears(1), new JsonObject
        {
            ["insured_id"] = file.Resident.IdNumber,
            ["periods"] = periods,
            ["total_months"] = months,
            ["as_of"] = Dates.Text(issued),
        });
    }

    private static void AddUnemployment(ResidentFile file, WorkLife work)
    {
        var since = (work.Until ?? throw new UnreachableException("An unemployed resident's last job has ended.")).AddDays(1);
        var registered = since.AddDays(file.Numbers.Between(3, 30));
        file.AddCertificate(Unemployment, file.DrawIssueDay(registered), file.AsOf.AddMonths(file.Numbers.Between(6, 18)), new JsonObject
        {
            ["registration_number"] = RegistrationNumber(file, registered),
            ["registration_date"] = Dates.Text(registered),
            ["registration_status"] = "unemployed",
            ["status_since"] = Dates.Text(since),
            ["reason_code"] = file.Numbers.Pick<string>(["contract_ended", "dismissed", "resigned", "employer_closed"]),
            ["education_level"] = file.Numbers.Pick<string>(["21", "31", "41", "61", "71"]),
            ["occupation_sought"] = work.Occupation.ToJson(),
            ["priority_group"] = file.Resident.Age >= 50 ? "older_worker" : "none",
        });
    }

    private static void AddSkill(ResidentFile file, WorkLife work)
    {
        var awarded = Dates.Later(file.AsOf.AddDays(-file.Numbers.Between(40, 2000)), file.Resident.Birthdate.AddYears(18));
        file.AddCertificate(Skill, file.DrawIssueDay(awarded), null, new JsonObject
        {
            ["occupation"] = work.Occupation.ToJson(),
            ["level"] = file.Numbers.Pick<string>(["level_5", "level_4", "level_3", "level_2"]),
            ["assessment_type"] = "recognition",
            ["score"] = file.Numbers.Between(60, 98),
            ["award_date"] = Dates.Text(awarded),
            ["awarding_body"] = CityPlaces.SkillsCentre.ToJson(),
        });
    }

    // Sixteen digits: area, kind of household register, check digit, year, serial.
    private static string RegistrationNumber(ResidentFile file, DateOnly registered)
    {
        var register = file.Numbers.Chance(70) ? "1" : "2";
        var rest = string.Create(CultureInfo.InvariantCulture, $"{registered.Year % 100:D2}{file.DrawDigits(6)}");
        return file.District.Code + register + CheckCharacters.Mod11And10(file.District.Code + register + rest) + rest;
    }
}
