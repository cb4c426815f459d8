using Ledger.Access;
using Ledger.Issuing;
using Ledger.Tests.Issuing;
using Ledger.UseCases;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;

namespace Ledger.Tests.UseCases;

public sealed class ReadHistoryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Role> OtherRoles => UseCaseBench.RolesExcept(ReadHistory.Roles);

    [Theory]
    [InlineData(Role.Issuer)]
    [InlineData(Role.Auditor)]
    public async Task Execute_ByAnIssuerOrAuditor_ShowsWhyAndWho(Role role)
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var id = (await bench.IssueAsync()).Id;
        await bench.SuspendAsync(id);

        var history = (await new ReadHistory(bench.Department, UseCaseBench.CallerWith(role)).ExecuteAsync(id, Cancel)).Required;

        Assert.Equal([EntryKind.Certificate, EntryKind.Status], history.Events.Select(visible => visible.Event.Entry.Kind));
        Assert.Null(history.Events[0].Details);
        Assert.Equal((UseCaseBench.Reason, "desk-Issuer"), (history.Events[1].Details?.Reason, history.Events[1].Details?.By));
    }

    [Fact]
    public async Task Execute_ByAVerifier_ShowsEveryEventAndNoReason()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var id = (await bench.IssueAsync()).Id;
        await bench.SuspendAsync(id);

        var history = (await new ReadHistory(bench.Department, UseCaseBench.CallerWith(Role.Verifier)).ExecuteAsync(id, Cancel)).Required;

        Assert.Equal([null, EntryStatus.Suspended], history.Events.Select(visible => visible.Event.Entry.Status));
        Assert.All(history.Events, visible => Assert.Null(visible.Details));
        Assert.Equal(0, bench.PayloadReads);
    }

    [Theory, MemberData(nameof(OtherRoles))]
    public async Task Execute_ByAnotherRole_IsRefused(Role role)
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var id = (await bench.IssueAsync()).Id;

        Refusals.AssertIs(AccessFaults.RoleNotAllowed, (await new ReadHistory(bench.Department, UseCaseBench.CallerWith(role)).ExecuteAsync(id, Cancel)).Refusal);
    }

    [Fact]
    public async Task Execute_ByAnAuditorOfAnotherDepartment_IsRefused()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var id = (await bench.IssueAsync()).Id;

        var read = await new ReadHistory(bench.Department, UseCaseBench.CallerOfAnotherDepartment(Role.Auditor)).ExecuteAsync(id, Cancel);

        Refusals.AssertIs(AccessFaults.OtherDepartment, read.Refusal);
    }

    [Fact]
    public async Task Execute_OfNoRecord_IsRefused()
    {
        await using var bench = await UseCaseBench.OpenAsync();

        var read = await new ReadHistory(bench.Department, UseCaseBench.CallerWith(Role.Verifier)).ExecuteAsync(RecordId.Create(bench.Clock.GetUtcNow()), Cancel);

        Refusals.AssertIs(ProvingFaults.RecordNotFound, read.Refusal);
    }
}
