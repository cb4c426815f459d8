using Ledger.Hosting;
using Ledger.Verify.Chain;

namespace Ledger.Web.Tests.Departments;

/// <summary>Tests the fault of a department's registration for each state in the registry.</summary>
public sealed class RegistrationTests
{
    private static readonly DateTimeOffset Day = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly ChainAddress Ours = Address(1);

    public static TheoryData<string?, DepartmentFacts?> Cases => new()
    {
        { "LDG8016", null },
        { "LDG8017", Facts(Ours, suspendedAt: Day) },
        { "LDG8017", Facts(Address(2), suspendedAt: Day) }, // The suspension comes first: the operator can change nothing meanwhile.
        { "LDG8018", Facts(Address(2), suspendedAt: null) },
        { null, Facts(Ours, suspendedAt: null) },
    };

    [Theory, MemberData(nameof(Cases))]
    public void Refresh_AnyStateInTheRegistry_HasItsFault(string? code, DepartmentFacts? department)
    {
        var registration = new Registration(Ours, null);

        registration.Refresh(department);

        Assert.Equal(code, registration.Fault?.Code);
    }

    [Fact]
    public void Refresh_AfterTheSuspension_HasNoFault()
    {
        var registration = new Registration(Ours, null);
        registration.Refresh(Facts(Ours, suspendedAt: Day));

        registration.Refresh(Facts(Ours, suspendedAt: null));

        Assert.Null(registration.Fault);
    }

    private static DepartmentFacts Facts(ChainAddress account, DateTimeOffset? suspendedAt) =>
        new("ledger.localhost/parks/log", "https://parks.example", account, Day.AddDays(-1), suspendedAt);

    private static ChainAddress Address(byte last) => ChainAddress.TryParse("0x" + new string('0', 38) + last.ToString("x2"), out var address)
        ? address
        : throw new InvalidOperationException("The address does not parse.");
}
