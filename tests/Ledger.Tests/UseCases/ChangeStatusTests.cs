using Ledger.Access;
using Ledger.Issuing;
using Ledger.Statuses;
using Ledger.Tests.Issuing;
using Ledger.UseCases;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;

namespace Ledger.Tests.UseCases;

public sealed class ChangeStatusTests
{
    private static readonly StatusRequest Revoke = new(EntryStatus.Revoked, UseCaseBench.Reason, null);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Role> OtherRoles => UseCaseBench.RolesExcept(ChangeStatus.Roles);

    [Fact]
    public async Task Execute_WithoutPatience_LogsTheChangeAndReportsThatItIsNotOnChain()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var id = (await bench.IssueAsync()).Id;

        var changed = (await ChangeAsync(bench, UseCaseBench.CallerWith(Role.Issuer), id, TimeSpan.Zero)).Required;

        Assert.Equal((1, EntryStatus.Revoked, false, false), (changed.Entry.Index, changed.Entry.Status, changed.IsOnChain, changed.IsRepeat));
    }

    [Fact]
    public async Task Execute_WithPatience_WaitsUntilTheChainHasIt()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var id = (await bench.IssueAsync()).Id;

        var changed = await bench.WhileReconcilingAsync(ChangeAsync(bench, UseCaseBench.CallerWith(Role.Issuer), id, TimeSpan.FromMinutes(1)));

        Assert.True(changed.Required.IsOnChain);
    }

    [Fact]
    public async Task Execute_Repeat_ReturnsTheFirstChange()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var id = (await bench.IssueAsync()).Id;

        var first = (await ChangeAsync(bench, UseCaseBench.CallerWith(Role.Issuer), id, TimeSpan.Zero)).Required;
        var repeat = (await ChangeAsync(bench, UseCaseBench.CallerWith(Role.Issuer), id, TimeSpan.Zero)).Required;

        Assert.Equal((first.Entry.Index, true), (repeat.Entry.Index, repeat.IsRepeat));
    }

    [Fact]
    public async Task Execute_UnknownRecord_IsRefused()
    {
        await using var bench = await UseCaseBench.OpenAsync();

        var changed = await ChangeAsync(bench, UseCaseBench.CallerWith(Role.Issuer), RecordId.Create(bench.Clock.GetUtcNow()), TimeSpan.Zero);

        Refusals.AssertIs(StatusFaults.RecordNotFound, changed.Refusal);
    }

    [Theory, MemberData(nameof(OtherRoles))]
    public async Task Execute_ByAnotherRole_IsRefusedAndLogsNothing(Role role)
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var id = (await bench.IssueAsync()).Id;

        Refusals.AssertIs(AccessFaults.RoleNotAllowed, (await ChangeAsync(bench, UseCaseBench.CallerWith(role), id, TimeSpan.Zero)).Refusal);
        Assert.Equal(1, bench.LogSize);
    }

    [Fact]
    public async Task Execute_ByAnIssuerOfAnotherDepartment_IsRefusedAndLogsNothing()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var id = (await bench.IssueAsync()).Id;

        Refusals.AssertIs(AccessFaults.OtherDepartment, (await ChangeAsync(bench, UseCaseBench.CallerOfAnotherDepartment(Role.Issuer), id, TimeSpan.Zero)).Refusal);
        Assert.Equal(1, bench.LogSize);
    }

    private static ValueTask<Outcome<ChangedStatus>> ChangeAsync(UseCaseBench bench, Caller caller, RecordId id, TimeSpan patience) =>
        new ChangeStatus(bench.Department, caller).ExecuteAsync(id, Revoke, "the-change", patience, Cancel);
}
