using Ledger.Access;
using Ledger.Erasing;
using Ledger.Issuing;
using Ledger.Tests.Issuing;
using Ledger.UseCases;
using Ledger.Verify.Faults;

namespace Ledger.Tests.UseCases;

/// <summary>Asking for an erasure, and withdrawing the request. Nothing is erased by either.</summary>
public sealed class AskErasureTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Role> OtherRoles => UseCaseBench.RolesExcept(AskErasure.Roles);

    [Fact]
    public async Task Execute_KnownPerson_WaitsForApprovalAndErasesNothing()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var issued = await bench.IssueForAsync(TestPerson.First);

        var asked = (await bench.AskErasureAsync(TestPerson.First)).Required;

        Assert.Equal(
            (ErasureBasis.PurposeEnded, UseCaseBench.Law, "desk-Operator", bench.Clock.GetUtcNow(), (await bench.EntryAsync(issued.Index)).Subject),
            (asked.Basis, asked.Law, asked.By, asked.At, asked.Subject));
        Assert.Equal([asked], (await BookAsync(bench)).Asked);
        Assert.Equal(1, bench.LogSize);
        Assert.NotNull((await bench.ReadAsync(issued.Id)).Required.Claims);
    }

    [Fact]
    public async Task Execute_RepeatAlsoByAnotherOperator_GetsTheOpenRequest()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        await bench.IssueForAsync(TestPerson.First);
        await bench.IssueForAsync(TestPerson.Second);
        var first = (await bench.AskErasureAsync(TestPerson.First)).Required;
        bench.Clock.Advance(TimeSpan.FromDays(1));

        var repeat = (await bench.AskErasureAsync(TestPerson.First)).Required;
        var byAnother = (await bench.AskErasureAsync(TestPerson.First, UseCaseBench.SecondOperator)).Required;
        var ofAnother = (await bench.AskErasureAsync(TestPerson.Second)).Required;

        Assert.Equal((first, first), (repeat, byAnother)); // Otherwise an operator could ask again and approve alone.
        Assert.Equal([first, ofAnother], (await BookAsync(bench)).Asked);
    }

    [Fact]
    public async Task Execute_UnknownPerson_IsRefused()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        await bench.IssueForAsync(TestPerson.First);

        Refusals.AssertIs(ErasureFaults.SubjectUnknown, (await bench.AskErasureAsync(TestPerson.Second)).Refusal);
        Assert.Empty((await BookAsync(bench)).Asked);
    }

    [Theory, MemberData(nameof(OtherRoles))]
    public async Task Execute_ByAnotherRole_IsRefusedBeforeAnyLookup(Role role)
    {
        await using var bench = await UseCaseBench.OpenAsync();
        await bench.IssueForAsync(TestPerson.First);

        Refusals.AssertIs(AccessFaults.RoleNotAllowed, (await bench.AskErasureAsync(TestPerson.First, UseCaseBench.CallerWith(role))).Refusal);
        Assert.Equal(1, bench.SubjectLookups); // The one of the issue.
    }

    [Fact]
    public async Task Execute_ByAnOperatorOfAnotherDepartment_IsRefusedBeforeAnyLookup()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        await bench.IssueForAsync(TestPerson.First);

        Refusals.AssertIs(AccessFaults.OtherDepartment, (await bench.AskErasureAsync(TestPerson.First, UseCaseBench.CallerOfAnotherDepartment(Role.Operator))).Refusal);
        Assert.Equal(1, bench.SubjectLookups); // The one of the issue.
    }

    [Fact]
    public async Task Withdraw_OpenRequest_EndsItAndErasesNothing()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var issued = await bench.IssueForAsync(TestPerson.First);
        var asked = (await bench.AskErasureAsync(TestPerson.First)).Required;

        var withdrawn = await WithdrawAsync(bench, asked.Id);

        Assert.Equal(asked, withdrawn.Required);
        Assert.Empty((await BookAsync(bench)).Asked);
        Refusals.AssertIs(ErasureFaults.NotFound, (await bench.ApproveAsync(asked.Id)).Refusal);
        Refusals.AssertIs(ErasureFaults.NotFound, (await WithdrawAsync(bench, asked.Id)).Refusal);
        Assert.NotNull((await bench.ReadAsync(issued.Id)).Required.Claims);
        Assert.NotEqual(asked.Id, (await bench.AskErasureAsync(TestPerson.First)).Required.Id);
    }

    [Fact]
    public async Task Withdraw_UnknownOrApprovedRequest_IsRefused()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        await bench.IssueForAsync(TestPerson.First);
        var erased = await bench.EraseAsync(TestPerson.First);

        Refusals.AssertIs(ErasureFaults.NotFound, (await WithdrawAsync(bench, RecordId.Create(bench.Clock.GetUtcNow()))).Refusal);
        Refusals.AssertIs(ErasureFaults.NotFound, (await WithdrawAsync(bench, erased.Erasure.Entry.Id)).Refusal);
    }

    [Theory, MemberData(nameof(OtherRoles))]
    public async Task Withdraw_ByAnotherRole_IsRefused(Role role)
    {
        await using var bench = await UseCaseBench.OpenAsync();
        await bench.IssueForAsync(TestPerson.First);
        var asked = (await bench.AskErasureAsync(TestPerson.First)).Required;

        Refusals.AssertIs(AccessFaults.RoleNotAllowed, (await WithdrawAsync(bench, asked.Id, UseCaseBench.CallerWith(role))).Refusal);
        Refusals.AssertIs(AccessFaults.OtherDepartment, (await WithdrawAsync(bench, asked.Id, UseCaseBench.CallerOfAnotherDepartment(role))).Refusal);
        Assert.Equal([asked], (await BookAsync(bench)).Asked);
    }

    private static ValueTask<ErasureBook> BookAsync(UseCaseBench bench) => bench.Department.Erasures.ReadBookAsync(Cancel);

    private static ValueTask<Outcome<AskedErasure>> WithdrawAsync(UseCaseBench bench, RecordId id, Caller? caller = null) =>
        new WithdrawErasure(bench.Department, caller ?? UseCaseBench.SecondOperator).ExecuteAsync(id, Cancel);
}
