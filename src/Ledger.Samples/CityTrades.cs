namespace Ledger.Samples;

/// <summary>The employers of the sample city: eight lines of business with sixteen firms each.</summary>
internal static class CityTrades
{
    private const int FirmsInTrade = 16;

    private static readonly Bilingual[] FirmNames =
    [
        new("新禾", "Xinhe"), new("恒远", "Hengyuan"), new("嘉木", "Jiamu"), new("启明", "Qiming"),
        new("瑞丰", "Ruifeng"), new("同泽", "Tongze"), new("云帆", "Yunfan"), new("和润", "Herun"),
        new("金穗", "Jinsui"), new("博远", "Boyuan"), new("润泽", "Runze"), new("鸿图", "Hongtu"),
        new("安泰", "Antai"), new("长青", "Changqing"), new("海川", "Haichuan"), new("朝晖", "Zhaohui"),
    ];

    // Occupation names and codes of the national occupational classification, to which GB/T 6565 is aligned.
    public static IReadOnlyList<Trade> All() =>
    [
        Trade(0, "餐饮管理", "Catering", ("4-03-02-01", "中式烹调师", "Chinese cook"), ("4-03-02-02", "中式面点师", "Chinese pastry cook"), ("4-03-02-05", "餐厅服务员", "Restaurant attendant")),
        Trade(1, "养老服务", "Elderly Care", ("4-10-01-05", "养老护理员", "Elderly care worker"), ("4-14-02-02", "健康管理师", "Health manager")),
        Trade(2, "家政服务", "Home Services", ("4-10-01-06", "家政服务员", "Domestic worker"), ("4-10-01-03", "保育师", "Child care worker")),
        Trade(3, "机械制造", "Machinery", ("6-18-01-01", "车工", "Lathe operator"), ("6-18-02-04", "焊工", "Welder"), ("6-20-01-01", "钳工", "Fitter")),
        Trade(4, "电气工程", "Electrical Engineering", ("6-31-01-03", "电工", "Electrician")),
        Trade(5, "物流", "Logistics", ("4-02-07-08", "快递员", "Courier"), ("4-02-07-10", "网约配送员", "Delivery rider"), ("4-02-06-01", "仓储管理员", "Warehouse keeper")),
        Trade(6, "物业服务", "Property Services", ("4-07-05-01", "保安员", "Security guard"), ("4-06-01-01", "物业管理员", "Property manager")),
        Trade(7, "美容美发", "Beauty", ("4-10-03-01", "美容师", "Beautician"), ("4-10-03-02", "美发师", "Hairdresser")),
    ];

    private static Trade Trade(int index, string zh, string en, params (string Code, string Zh, string En)[] occupations) => new(
        new(zh, en),
        [.. occupations.Select(one => new Occupation(one.Code, new(one.Zh, one.En)))],
        [.. Enumerable.Range(0, FirmsInTrade).Select(firm => Firm(index * FirmsInTrade + firm, FirmNames[firm], zh, en))]);

    private static Organisation Firm(int number, Bilingual name, string zh, string en) => new(
        CityPlaces.CreditCode("91", CityPlaces.Districts[number % CityPlaces.Districts.Count].Code, 1000 + number),
        new($"示例市{name.Zh}{zh}有限公司", $"Sample City {name.En} {en} Co., Ltd."));
}
