using Ledger.Access;
using Ledger.Erasing;
using Ledger.Issuing;
using Ledger.Tests.Issuing;
using Ledger.UseCases;
using Ledger.Verify.Faults;

namespace Ledger.Tests.UseCases;

/// <summary>A law that requires the data wins over every request for erasure, until its day or until somebody ends the hold.</summary>
public sealed class PlaceHoldTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Role> OtherRoles => UseCaseBench.RolesExcept(PlaceHold.Roles);

    [Fact]
    public async Task Execute_BeforeARequest_BlocksAskingAndNamesLawAndDay()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        await bench.IssueForAsync(TestPerson.First);
        await bench.IssueForAsync(TestPerson.Second);
        var hold = (await HoldAsync(bench, days: 10)).Required;

        var refusal = (await bench.AskErasureAsync(TestPerson.First)).Refusal;

        Refusals.AssertIs(ErasureFaults.HeldByLaw, refusal, "/subject");
        Assert.All([refusal!.Violations[0].Message.Zh, refusal.Violations[0].Message.En], text =>
        {
            Assert.Contains("Archives Act", text, StringComparison.Ordinal);
            Assert.Contains($"{hold.Until:yyyy-MM-dd}", text, StringComparison.Ordinal);
        });
        Assert.Null((await bench.AskErasureAsync(TestPerson.Second)).Refusal);
    }

    [Fact]
    public async Task Execute_AfterARequest_BlocksItsApproval()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var issued = await bench.IssueForAsync(TestPerson.First);
        var asked = (await bench.AskErasureAsync(TestPerson.First)).Required;
        await HoldAsync(bench, days: 10);

        Refusals.AssertIs(ErasureFaults.HeldByLaw, (await bench.ApproveAsync(asked.Id)).Refusal, "/subject");

        Assert.NotNull((await bench.ReadAsync(issued.Id)).Required.Claims);
        Assert.Equal([asked], (await BookAsync(bench)).Asked); // It waits until the hold ends.
    }

    [Fact]
    public async Task Execute_LastDay_HoldsUntilItsEnd()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        await bench.IssueForAsync(TestPerson.First);
        var asked = (await bench.AskErasureAsync(TestPerson.First)).Required;
        var hold = (await HoldAsync(bench, days: 2)).Required;
        var end = new DateTimeOffset(hold.Until.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);

        bench.Clock.Advance(end - bench.Clock.GetUtcNow() - TimeSpan.FromTicks(1));
        Refusals.AssertIs(ErasureFaults.HeldByLaw, (await bench.ApproveAsync(asked.Id)).Refusal, "/subject");

        bench.Clock.Advance(TimeSpan.FromTicks(1));
        Assert.Null((await bench.ApproveAsync(asked.Id)).Refusal);
    }

    [Fact]
    public async Task Release_BeforeItsDay_AllowsTheErasureAndKeepsWhoDidIt()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        await bench.IssueForAsync(TestPerson.First);
        await bench.IssueForAsync(TestPerson.Second);
        var hold = (await HoldAsync(bench, days: 10)).Required;
        bench.Clock.Advance(TimeSpan.FromDays(1));
        var at = bench.Clock.GetUtcNow();

        var released = (await ReleaseAsync(bench, hold.Id, UseCaseBench.SecondOperator)).Required;
        bench.Clock.Advance(TimeSpan.FromDays(1));
        var repeat = (await ReleaseAsync(bench, hold.Id)).Required;

        Assert.Equal(hold with { ReleasedBy = "desk-2", ReleasedAt = at }, released);
        Assert.Equal(released, repeat);
        Assert.Equal([released], (await BookAsync(bench)).Holds);
        Assert.Null((await bench.AskErasureAsync(TestPerson.First)).Refusal);
    }

    [Fact]
    public async Task Release_OneOfTwoHolds_LeavesTheOther()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        await bench.IssueForAsync(TestPerson.First);
        var (shorter, longer) = ((await HoldAsync(bench, days: 10)).Required, (await HoldAsync(bench, days: 20)).Required);
        Assert.Contains($"{longer.Until:yyyy-MM-dd}", (await bench.AskErasureAsync(TestPerson.First)).Refusal!.Violations[0].Message.En, StringComparison.Ordinal);

        await ReleaseAsync(bench, longer.Id);

        Assert.Contains($"{shorter.Until:yyyy-MM-dd}", (await bench.AskErasureAsync(TestPerson.First)).Refusal!.Violations[0].Message.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Execute_Repeat_GetsTheHoldThatExistsAndANewOneAfterItsRelease()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        await bench.IssueForAsync(TestPerson.First);
        var first = (await HoldAsync(bench, days: 10)).Required;

        var repeat = (await HoldAsync(bench, days: 10)).Required;
        await ReleaseAsync(bench, first.Id);
        var again = (await HoldAsync(bench, days: 10)).Required;

        Assert.Equal(first, repeat);
        Assert.NotEqual(first.Id, again.Id);
        Assert.Equal([first.Id, again.Id], (await BookAsync(bench)).Holds.Select(hold => hold.Id));
        Refusals.AssertIs(ErasureFaults.HeldByLaw, (await bench.AskErasureAsync(TestPerson.First)).Refusal, "/subject");
    }

    [Fact]
    public async Task Erase_PersonWithAnEndedHold_LeavesNothingAboutThePersonInTheBook()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        await bench.IssueForAsync(TestPerson.First);
        await bench.IssueForAsync(TestPerson.Second);
        var hold = (await HoldAsync(bench, days: 10)).Required;
        await ReleaseAsync(bench, hold.Id);
        var other = (await bench.AskErasureAsync(TestPerson.Second)).Required;

        await bench.EraseAsync(TestPerson.First);

        var book = await BookAsync(bench);
        Assert.Equal((0, other), (book.Holds.Length, Assert.Single(book.Asked)));
    }

    [Fact]
    public async Task Execute_UnknownPersonOrHold_IsRefused()
    {
        await using var bench = await UseCaseBench.OpenAsync();

        Refusals.AssertIs(ErasureFaults.SubjectUnknown, (await HoldAsync(bench, days: 10)).Refusal);
        Refusals.AssertIs(ErasureFaults.HoldNotFound, (await ReleaseAsync(bench, RecordId.Create(bench.Clock.GetUtcNow()))).Refusal);
    }

    [Theory, MemberData(nameof(OtherRoles))]
    public async Task Execute_ByAnotherRole_IsRefusedBeforeAnyLookup(Role role)
    {
        await using var bench = await UseCaseBench.OpenAsync();
        await bench.IssueForAsync(TestPerson.First);
        var hold = (await HoldAsync(bench, days: 10)).Required;
        var before = bench.SubjectLookups;

        Refusals.AssertIs(AccessFaults.RoleNotAllowed, (await HoldAsync(bench, days: 20, UseCaseBench.CallerWith(role))).Refusal);
        Refusals.AssertIs(AccessFaults.RoleNotAllowed, (await ReleaseAsync(bench, hold.Id, UseCaseBench.CallerWith(role))).Refusal);
        Refusals.AssertIs(AccessFaults.OtherDepartment, (await HoldAsync(bench, days: 20, UseCaseBench.CallerOfAnotherDepartment(Role.Operator))).Refusal);
        Refusals.AssertIs(AccessFaults.OtherDepartment, (await ReleaseAsync(bench, hold.Id, UseCaseBench.CallerOfAnotherDepartment(Role.Operator))).Refusal);
        Assert.Equal(before, bench.SubjectLookups);
        Assert.Equal([hold], (await BookAsync(bench)).Holds);
    }

    private static ValueTask<ErasureBook> BookAsync(UseCaseBench bench) => bench.Department.Erasures.ReadBookAsync(Cancel);

    private static ValueTask<Outcome<LegalHold>> HoldAsync(UseCaseBench bench, int days, Caller? caller = null) =>
        new PlaceHold(bench.Department, caller ?? UseCaseBench.CallerWith(Role.Operator)).ExecuteAsync(
            new HoldRequest(TestPerson.First.Identity, "Archives Act", DateOnly.FromDateTime(bench.Clock.GetUtcNow().UtcDateTime).AddDays(days)), Cancel);

    private static ValueTask<Outcome<LegalHold>> ReleaseAsync(UseCaseBench bench, RecordId id, Caller? caller = null) =>
        new PlaceHold(bench.Department, caller ?? UseCaseBench.CallerWith(Role.Operator)).ReleaseAsync(id, Cancel);
}
