using System.Text.Json;
using Ledger.Access;
using Ledger.Samples;
using Ledger.Verify.Faults;

namespace Ledger.Web.DemoProvider;

/// <summary>
/// The people of the demonstration. The resident and her guardian live in the sample city, so they have records. She is the first resident of the file
/// with records of several departments who named somebody to act for her. Immutable.
/// </summary>
internal sealed class DemoPeople
{
    private const string Proxy = "/care-plan-consent-proxy/";

    public DemoPeople() => All = [.. ReadResidents(), .. Staff];

    /// <summary>All of them, in the order of the page.</summary>
    public IReadOnlyList<DemoPerson> All { get; }

    private static IEnumerable<DemoPerson> Staff =>
    [
        MakeStaff("clerk", "王芳", "Wang Fang", "市民政局窗口工作人员", "a clerk at the counter of the Civil Affairs Bureau", PersonRole.Clerk, "civil-affairs"),
        MakeStaff("approver", "李强", "Li Qiang", "市民政局审批人员", "an approver of the Civil Affairs Bureau", PersonRole.Approver, "civil-affairs"),
        MakeStaff("auditor", "张伟", "Zhang Wei", "市民政局、市卫生健康委员会审计人员", "an auditor of the Civil Affairs Bureau and the Health Commission", PersonRole.Auditor, "civil-affairs", "health"),
        MakeStaff("operator", "陈静", "Chen Jing", "市民政局系统运维人员", "an operator of the Civil Affairs Bureau", PersonRole.Operator, "civil-affairs"),
    ];

    public DemoPerson? Find(string? id) => All.FirstOrDefault(person => person.Id == id);

    private static DemoPerson MakeStaff(string id, string zh, string en, string aboutZh, string aboutEn, PersonRole role, params IReadOnlyList<string> departments) =>
        new(id, new LocalizedText(zh, en), new LocalizedText(aboutZh, aboutEn), role, departments, null);

    private static IEnumerable<DemoPerson> ReadResidents()
    {
        var records = ReadRecords().ToList();
        var departments = records.ToLookup(record => Text(record, "subject", "idNumber"), record => Text(record, "department"), StringComparer.Ordinal);
        var proxy = records.First(record => Text(record, "type").Contains(Proxy, StringComparison.Ordinal)
            && departments[Text(record, "subject", "idNumber")].Distinct().Count() > 1
            && departments.Contains(Text(record, "claims", "attorney_personal_administrative_number")));
        yield return new DemoPerson("resident",
            new LocalizedText(Text(proxy, "subject", "name"), $"{Text(proxy, "subject", "familyName")} {Text(proxy, "subject", "givenName")}"),
            new LocalizedText("居民，在几个部门有记录", "a resident with records of several departments"),
            null, [], Text(proxy, "subject", "idNumber"));
        yield return new DemoPerson("guardian",
            new LocalizedText(Text(proxy, "claims", "attorney_name"), $"{Text(proxy, "claims", "attorney_family_name")} {Text(proxy, "claims", "attorney_given_name")}"),
            new LocalizedText("居民，上面这位居民委托的照护人", "a resident, whom the resident above named to act for her"),
            null, [], Text(proxy, "claims", "attorney_personal_administrative_number"));
    }

    private static IEnumerable<JsonElement> ReadRecords()
    {
        using var reader = new StreamReader(SampleCityFile.OpenRead());
        while (reader.ReadLine() is { } line)
        {
            using var json = JsonDocument.Parse(line);
            yield return json.RootElement.Clone();
        }
    }

    private static string Text(JsonElement record, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            record = record.GetProperty(name);
        }

        return record.GetString() ?? throw new InvalidOperationException("A record of the sample city lacks a text.");
    }
}
