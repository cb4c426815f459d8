using Ledger.Departments;
using Ledger.Verify.Faults;

namespace Ledger.Web.Departments;

/// <summary>The four departments of the embedded profile, one for each domain of the catalogue.</summary>
internal static class DemoDepartments
{
    public static IReadOnlyList<DepartmentProfile> For(string host) =>
    [
        Make(host, "education", "市教育局（演示）", "Education Bureau (demo)"),
        Make(host, "employment", "市人力资源和社会保障局（演示）", "Employment and Social Security Bureau (demo)"),
        Make(host, "health", "市卫生健康委员会（演示）", "Health Commission (demo)"),
        Make(host, "civil-affairs", "市民政局（演示）", "Civil Affairs Bureau (demo)"),
    ];

    private static DepartmentProfile Make(string host, string id, string zh, string en) => DepartmentId.TryParse(id, out var parsed)
        ? new DepartmentProfile(parsed, new LocalizedText(zh, en), host)
        : throw new InvalidOperationException("The id of a demo department is not valid.");
}
