using Ledger.Departments;
using Ledger.Verify.Faults;

namespace Ledger.Tests.Departments;

internal static class TestDepartments
{
    public static DepartmentId Id(string text) =>
        DepartmentId.TryParse(text, out var id) ? id : throw new ArgumentException("Not a department's name.", nameof(text));

    public static DepartmentProfile Profile(string id) => new(Id(id), new LocalizedText("某局", "Some Bureau"), "ledger.localhost");
}
