using Ledger.Access;
using Ledger.Issuing;
using Ledger.Tests.Issuing;
using Ledger.UseCases;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;

namespace Ledger.Tests.UseCases;

public sealed class ReadRecordTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Role> OtherRoles => UseCaseBench.RolesExcept(ReadRecord.Roles);

    [Fact]
    public async Task Execute_ByAnIssuerWithAPurpose_ShowsTheClaims()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var issued = await bench.IssueAsync();

        var read = (await ReadAsync(bench, Role.Issuer, issued.Id)).Required;

        Assert.Equal("周小禾", read.Claims?.GetProperty("name").GetString());
        Assert.Equal((EntryStatus.Active, null), (read.Status, read.StatusSince));
    }

    [Fact]
    public async Task Execute_ByAnAuditorWithAPurpose_ShowsNoClaimsReadsNoPayloadAndLogsNothing()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var issued = await bench.IssueAsync();

        var read = (await ReadAsync(bench, Role.Auditor, issued.Id)).Required;

        Assert.Equal((issued.Id, issued.Index), (read.Entry.Id, read.Entry.Index));
        Assert.Null(read.Claims);
        Assert.Equal((0, 1), (bench.PayloadReads, bench.LogSize));
    }

    [Theory]
    [InlineData(Role.Issuer)]
    [InlineData(Role.Auditor)]
    public async Task Execute_ChangedRecord_ShowsWhyAndWho(Role role)
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var issued = await bench.IssueAsync();
        var changed = await bench.SuspendAsync(issued.Id);

        var read = (await ReadAsync(bench, role, issued.Id)).Required;

        Assert.Equal((EntryStatus.Suspended, changed.Entry.Time), (read.Status, read.StatusSince));
        Assert.Equal((UseCaseBench.Reason, "desk-Issuer"), (read.Details?.Reason, read.Details?.By));
    }

    [Fact]
    public async Task Execute_AsOfAPastTime_ShowsTheStatusOfThatTime()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var issued = await bench.IssueAsync();
        var before = bench.Clock.GetUtcNow();
        bench.Clock.Advance(TimeSpan.FromSeconds(1));
        await bench.SuspendAsync(issued.Id);

        var read = (await ReadAsync(bench, Role.Issuer, issued.Id, before)).Required;

        Assert.Equal(EntryStatus.Active, read.Status);
        Assert.Null(read.Details);
        Refusals.AssertIs(ProvingFaults.RecordNotFound, (await ReadAsync(bench, Role.Issuer, issued.Id, before.AddSeconds(-1))).Refusal);
    }

    [Fact]
    public async Task Execute_UnknownRecord_IsRefused()
    {
        await using var bench = await UseCaseBench.OpenAsync();

        Refusals.AssertIs(ProvingFaults.RecordNotFound, (await ReadAsync(bench, Role.Auditor, RecordId.Create(bench.Clock.GetUtcNow()))).Refusal);
    }

    [Theory, MemberData(nameof(OtherRoles))]
    public async Task Execute_ByAnotherRole_IsRefused(Role role)
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var issued = await bench.IssueAsync();

        Refusals.AssertIs(AccessFaults.RoleNotAllowed, (await ReadAsync(bench, role, issued.Id)).Refusal);
    }

    [Fact]
    public async Task Execute_ByAnIssuerOfAnotherDepartment_IsRefused()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var issued = await bench.IssueAsync();

        var read = await new ReadRecord(bench.Department, UseCaseBench.CallerOfAnotherDepartment(Role.Issuer)).ExecuteAsync(issued.Id, asOf: null, UseCaseBench.Purpose, Cancel);

        Refusals.AssertIs(AccessFaults.OtherDepartment, read.Refusal);
    }

    private static ValueTask<Outcome<VisibleRecord>> ReadAsync(UseCaseBench bench, Role role, RecordId id, DateTimeOffset? asOf = null) =>
        new ReadRecord(bench.Department, UseCaseBench.CallerWith(role)).ExecuteAsync(id, asOf, UseCaseBench.Purpose, Cancel);
}
