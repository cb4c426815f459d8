using Ledger.Access;
using Ledger.Anchoring;
using Ledger.Tests.Issuing;
using Ledger.UseCases;
using Ledger.Verify.Faults;

namespace Ledger.Tests.UseCases;

public sealed class IssueRecordTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Role> OtherRoles => UseCaseBench.RolesExcept(IssueRecord.Roles);

    [Fact]
    public async Task Execute_ByAnIssuer_ReturnsTheBundleWithEveryDisclosure()
    {
        await using var bench = await UseCaseBench.OpenAsync();

        var issued = await bench.IssueAsync();

        Assert.Equal((0, ProofLevel.L0, false), (issued.Index, issued.Level, issued.IsRepeat));
        var claims = UseCaseBench.ClaimsOf(issued.Bundle);
        Assert.Equal(0, claims.HiddenCount);
        Assert.Equal("周小禾", claims.Payload.GetProperty("name").GetString());
    }

    [Fact]
    public async Task Execute_NewRecord_ReturnsTheStoredBundleWithoutReadingIt()
    {
        await using var bench = await UseCaseBench.OpenAsync();

        var issued = await bench.IssueAsync();

        Assert.Equal(0, bench.PayloadReads);
        var stored = await bench.Department.Prover.ProveAsync(issued.Id, claims: null, Cancel);
        Assert.Equal(1, bench.PayloadReads);
        Assert.Equal(stored.Required.Utf8, issued.Bundle);
    }

    [Fact]
    public async Task Execute_Repeat_ReturnsTheFirstRecord()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var issue = new IssueRecord(bench.Department, UseCaseBench.CallerWith(Role.Issuer));
        using var request = bench.Request("the-key");

        var first = (await issue.ExecuteAsync(request, Cancel)).Required;
        var repeat = (await issue.ExecuteAsync(request, Cancel)).Required;

        Assert.True(repeat.IsRepeat);
        Assert.Equal((first.Id, first.Index), (repeat.Id, repeat.Index));
        Assert.Equal(first.Bundle, repeat.Bundle);
        Assert.Equal(1, bench.LogSize);
    }

    [Theory, MemberData(nameof(OtherRoles))]
    public async Task Execute_ByAnotherRole_IsRefusedAndLogsNothing(Role role)
    {
        await using var bench = await UseCaseBench.OpenAsync();
        using var request = bench.Request();

        var issued = await new IssueRecord(bench.Department, UseCaseBench.CallerWith(role)).ExecuteAsync(request, Cancel);

        Refusals.AssertIs(AccessFaults.RoleNotAllowed, issued.Refusal);
        Assert.Equal(0, bench.LogSize);
    }

    [Fact]
    public async Task Execute_ByAnIssuerOfAnotherDepartment_IsRefusedAndLogsNothing()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        using var request = bench.Request();

        var issued = await new IssueRecord(bench.Department, UseCaseBench.CallerOfAnotherDepartment(Role.Issuer)).ExecuteAsync(request, Cancel);

        Refusals.AssertIs(AccessFaults.OtherDepartment, issued.Refusal);
        Assert.Equal(0, bench.LogSize);
    }
}
