using Ledger.Access;
using Ledger.Tests.Issuing;
using Ledger.UseCases;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;

namespace Ledger.Tests.UseCases;

public sealed class ListRecordsTests
{
    private static readonly RecordFilter All = new(null, null, null, null);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Role> OtherRoles => UseCaseBench.RolesExcept(ListRecords.Roles);

    [Theory]
    [InlineData(Role.Issuer)]
    [InlineData(Role.Auditor)]
    public async Task Execute_ByARoleThatMay_ListsNewestFirstAndReadsNoPayload(Role role)
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var (first, second, third) = (await bench.IssueAsync(), await bench.IssueAsync(), await bench.IssueAsync());

        var page = (await ListAsync(bench, UseCaseBench.CallerWith(role), All, size: 2)).Required;
        var rest = (await ListAsync(bench, UseCaseBench.CallerWith(role), All, size: 2, page.Next ?? long.MaxValue)).Required;

        Assert.Equal([third.Id, second.Id], page.Records.Select(record => record.Entry.Id));
        Assert.Equal([first.Id], rest.Records.Select(record => record.Entry.Id));
        Assert.Null(rest.Next);
        Assert.Empty(page.Damaged);
        Assert.Equal(0, bench.PayloadReads);
    }

    [Fact]
    public async Task Execute_WithAStatus_ListsRecordsThatHaveItNow()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var suspended = await bench.IssueAsync();
        await bench.IssueAsync();
        await bench.SuspendAsync(suspended.Id);

        var page = (await ListAsync(bench, UseCaseBench.CallerWith(Role.Auditor), All with { Status = EntryStatus.Suspended })).Required;

        var record = Assert.Single(page.Records);
        Assert.Equal((suspended.Id, EntryStatus.Suspended), (record.Entry.Id, record.Status));
    }

    [Fact]
    public async Task Execute_WithASpanOfTime_ListsRecordsLoggedInIt()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        await bench.IssueAsync();
        bench.Clock.Advance(TimeSpan.FromSeconds(10));
        var from = bench.Clock.GetUtcNow();
        var inside = await bench.IssueAsync();
        bench.Clock.Advance(TimeSpan.FromSeconds(10));
        await bench.IssueAsync();

        var page = (await ListAsync(bench, UseCaseBench.CallerWith(Role.Issuer), All with { From = from, To = from.AddSeconds(10) })).Required;

        Assert.Equal([inside.Id], page.Records.Select(record => record.Entry.Id));
        Assert.Null(page.Next);
    }

    [Theory, MemberData(nameof(OtherRoles))]
    public async Task Execute_ByAnotherRole_IsRefused(Role role)
    {
        await using var bench = await UseCaseBench.OpenAsync();

        Refusals.AssertIs(AccessFaults.RoleNotAllowed, (await ListAsync(bench, UseCaseBench.CallerWith(role), All)).Refusal);
    }

    [Fact]
    public async Task Execute_ByAnIssuerOfAnotherDepartment_IsRefused()
    {
        await using var bench = await UseCaseBench.OpenAsync();

        Refusals.AssertIs(AccessFaults.OtherDepartment, (await ListAsync(bench, UseCaseBench.CallerOfAnotherDepartment(Role.Issuer), All)).Refusal);
    }

    private static ValueTask<Outcome<ListedPage>> ListAsync(UseCaseBench bench, Caller caller, RecordFilter filter, int size = 50, long before = long.MaxValue) =>
        new ListRecords(bench.Department, caller).ExecuteAsync(filter, before, size, Cancel);
}
