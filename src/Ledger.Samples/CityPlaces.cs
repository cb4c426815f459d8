using System.Globalization;
using Ledger.Issuing;

namespace Ledger.Samples;

/// <summary>
/// The places of the sample city, the same for every seed. The city is in province 47, a number that GB/T 2260 has not assigned. So no area code,
/// identity number or credit code here can be a real one. Their structure and check characters are correct.
/// </summary>
internal static class CityPlaces
{
    /// <summary>Written as in GB/T 2260: province 47, city 01.</summary>
    public const string CityCode = "470100";

    public static IReadOnlyList<District> Districts { get; } =
    [
        new("470102", new("临江区", "Linjiang District")),
        new("470103", new("云岭区", "Yunling District")),
        new("470104", new("新桥区", "Xinqiao District")),
        new("470105", new("石渠区", "Shiqu District")),
        new("470106", new("东浦区", "Dongpu District")),
        new("470111", new("青禾区", "Qinghe District")),
    ];

    public static Organisation EmploymentBureau { get; } = Department(1, "示例市人力资源和社会保障局", "Sample City Human Resources and Social Security Bureau");

    public static Organisation EducationBureau { get; } = Department(2, "示例市教育局", "Sample City Education Bureau");

    public static Organisation HealthBureau { get; } = Department(3, "示例市卫生健康委员会", "Sample City Health Commission");

    public static Organisation CivilAffairsBureau { get; } = Department(4, "示例市民政局", "Sample City Civil Affairs Bureau");

    public static Organisation InsuranceBureau { get; } = Department(5, "示例市医疗保障局", "Sample City Healthcare Security Administration");

    public static Organisation CityGovernment { get; } = Department(6, "示例市人民政府", "Sample City People's Government");

    public static Organisation SkillsCentre { get; } = new(
        CreditCode("52", CityCode, 801), new("示例市职业技能评价中心", "Sample City Vocational Skills Assessment Centre"));

    public static Organisation AssessmentCentre { get; } = new(
        CreditCode("52", CityCode, 802), new("示例市安康老年人能力评估中心", "Sample City Ankang Elderly Assessment Centre"));

    /// <summary>Two in each district, at 2 × district and 2 × district + 1.</summary>
    public static IReadOnlyList<Organisation> PrimarySchools { get; } = [.. Enumerable.Range(0, Districts.Count * 2).Select(PrimarySchool)];

    /// <summary>One in each district.</summary>
    public static IReadOnlyList<Organisation> JuniorSchools { get; } = [.. Enumerable.Range(0, Districts.Count).Select(JuniorSchool)];

    /// <summary>One community health centre in each district.</summary>
    public static IReadOnlyList<Organisation> HealthCentres { get; } = [.. Enumerable.Range(0, Districts.Count).Select(HealthCentre)];

    /// <summary>One hospital in each district.</summary>
    public static IReadOnlyList<Organisation> Hospitals { get; } = [.. Enumerable.Range(0, Districts.Count).Select(Hospital)];

    public static IReadOnlyList<Trade> Trades { get; } = CityTrades.All();

    /// <summary>A unified social credit code (GB 32100-2015) with both check characters: class, area, organisation code.</summary>
    public static string CreditCode(string registration, string area, int number)
    {
        var organisation = string.Create(CultureInfo.InvariantCulture, $"MA{number:D6}");
        var body = registration + area + organisation + CheckCharacters.OrganisationCode(organisation);
        return body + CheckCharacters.SocialCredit(body);
    }

    private static Organisation Department(int number, string zh, string en) => new(CreditCode("11", CityCode, number), new(zh, en));

    private static Organisation PrimarySchool(int index)
    {
        var district = Districts[index / 2];
        var (zh, en) = index % 2 == 0 ? ("实验小学", "Experimental Primary School") : ("中心小学", "Central Primary School");
        return School(district, 100 + index, "21", zh, en);
    }

    private static Organisation JuniorSchool(int index) => School(Districts[index], 200 + index, "31", "初级中学", "Junior High School");

    // The code of a school has ten digits: kind, province, serial.
    private static Organisation School(District district, int number, string kind, string zh, string en) => new(
        CreditCode("12", district.Code, number),
        new($"示例市{district.Name.Zh}{zh}", $"{Short(district)} {en}, Sample City"),
        string.Create(CultureInfo.InvariantCulture, $"{kind}47{number:D6}"));

    private static Organisation HealthCentre(int index) => Clinic(Districts[index], 300 + index, "社区卫生服务中心", "Community Health Centre");

    private static Organisation Hospital(int index) => Clinic(Districts[index], 400 + index, "人民医院", "People's Hospital");

    private static Organisation Clinic(District district, int number, string zh, string en) => new(
        CreditCode("12", district.Code, number),
        new($"示例市{district.Name.Zh}{zh}", $"{Short(district)} {en}, Sample City"),
        string.Create(CultureInfo.InvariantCulture, $"H{district.Code}{number:D5}"));

    private static string Short(District district) => district.Name.En[..district.Name.En.IndexOf(' ', StringComparison.Ordinal)];
}
