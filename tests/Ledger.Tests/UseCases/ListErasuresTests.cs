using Ledger.Access;
using Ledger.Issuing;
using Ledger.Tests.Issuing;
using Ledger.UseCases;
using Ledger.Verify.Faults;

namespace Ledger.Tests.UseCases;

public sealed class ListErasuresTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Role> OtherRoles => UseCaseBench.RolesExcept(ListErasures.Roles);

    [Theory]
    [InlineData(Role.Operator)]
    [InlineData(Role.Auditor)]
    public async Task Execute_PageByPage_ListsCertificatesNewestFirstWithProofsAndWhatIsOpen(Role role)
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var certificates = new List<RecordId>();
        for (var i = 1; i <= 3; i++)
        {
            await bench.IssueForAsync(TestPerson.FromSequence(i));
            certificates.Add((await bench.EraseAsync(TestPerson.FromSequence(i))).Erasure.Entry.Id);
        }

        await bench.IssueForAsync(TestPerson.FromSequence(4));
        var asked = (await bench.AskErasureAsync(TestPerson.FromSequence(4))).Required;

        var page = (await ListAsync(bench, UseCaseBench.CallerWith(role), size: 2)).Required;
        var rest = (await ListAsync(bench, UseCaseBench.CallerWith(role), size: 2, page.Next ?? 0)).Required;

        Assert.Equal([certificates[2], certificates[1], certificates[0]], page.Erasures.Concat(rest.Erasures).Select(one => one.Erasure.Entry.Id));
        Assert.Equal((2, null), (page.Erasures.Count, rest.Next));
        Assert.All(page.Erasures.Concat(rest.Erasures), one => bench.AssertProves(one.Erasure.Entry, one.Proof));
        Assert.Equal([asked], page.Book.Asked);
    }

    [Fact]
    public async Task Find_Certificate_IsTheLoggedOne()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        await bench.IssueForAsync(TestPerson.First);
        var erased = await bench.EraseAsync(TestPerson.First);

        var found = (await List(bench, UseCaseBench.CallerWith(Role.Auditor)).FindAsync(erased.Erasure.Entry.Id, Cancel)).Required;

        Assert.Equal((erased.Erasure.Text, erased.Erasure.Entry.Index), (found.Erasure.Text, found.Erasure.Entry.Index));
        bench.AssertProves(found.Erasure.Entry, found.Proof);
    }

    [Fact]
    public async Task Find_OpenRequestRecordOrUnknownId_IsRefused()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var issued = await bench.IssueForAsync(TestPerson.First);
        var asked = (await bench.AskErasureAsync(TestPerson.First)).Required;

        foreach (var id in new[] { asked.Id, issued.Id, RecordId.Create(bench.Clock.GetUtcNow()) })
        {
            Refusals.AssertIs(ErasureFaults.NotFound, (await List(bench, UseCaseBench.CallerWith(Role.Operator)).FindAsync(id, Cancel)).Refusal);
        }
    }

    [Theory, MemberData(nameof(OtherRoles))]
    public async Task Execute_ByAnotherRoleOrDepartment_IsRefused(Role role)
    {
        await using var bench = await UseCaseBench.OpenAsync();
        await bench.IssueForAsync(TestPerson.First);
        var id = (await bench.EraseAsync(TestPerson.First)).Erasure.Entry.Id;

        Refusals.AssertIs(AccessFaults.RoleNotAllowed, (await ListAsync(bench, UseCaseBench.CallerWith(role), size: 1)).Refusal);
        Refusals.AssertIs(AccessFaults.RoleNotAllowed, (await List(bench, UseCaseBench.CallerWith(role)).FindAsync(id, Cancel)).Refusal);
        Refusals.AssertIs(AccessFaults.OtherDepartment, (await ListAsync(bench, UseCaseBench.CallerOfAnotherDepartment(Role.Auditor), size: 1)).Refusal);
        Refusals.AssertIs(AccessFaults.OtherDepartment, (await List(bench, UseCaseBench.CallerOfAnotherDepartment(Role.Auditor)).FindAsync(id, Cancel)).Refusal);
    }

    private static ListErasures List(UseCaseBench bench, Caller caller) => new(bench.Department, caller);

    private static ValueTask<Outcome<ErasurePage>> ListAsync(UseCaseBench bench, Caller caller, int size, long before = long.MaxValue) =>
        List(bench, caller).ExecuteAsync(before, size, Cancel);
}
