using System.Text;
using Ledger.Access;
using Ledger.Disclosures;
using Ledger.Issuing;
using Ledger.Purposes;
using Ledger.Tests.Issuing;
using Ledger.UseCases;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.Text;

namespace Ledger.Tests.UseCases;

/// <summary>The list of who looked. Looking at it is the first line of the next look.</summary>
public sealed class ListDisclosuresTests
{
    private static readonly ReadPurpose Asked = UseCaseBench.PurposeOf("resident-request");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Role> OtherRoles => UseCaseBench.RolesExcept(ListDisclosures.Roles);

    [Fact]
    public async Task Execute_OfAPerson_ListsEveryReadNewestFirstAndTheLookItselfAtTheTop()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var (one, two, other) = (await bench.IssueForAsync(TestPerson.First), await bench.IssueForAsync(TestPerson.First), await bench.IssueForAsync(TestPerson.Second));
        await bench.ReadAsync(one.Id, UseCaseBench.PurposeOf("payment"));
        await bench.SuspendAsync(one.Id);
        await bench.ReadAsync(other.Id);
        await bench.ReadAsync(two.Id, UseCaseBench.PurposeOf("care"));

        var page = (await ListAsync(bench, TestPerson.First)).Required;

        Assert.Equal([DisclosureForm.List, DisclosureForm.Claims, DisclosureForm.Claims], page.Lines.Select(line => line.Disclosure!.Form));
        Assert.Equal(["resident-request", "care", "payment"], page.Lines.Select(line => line.Disclosure!.Purpose));
        Assert.Equal([[], [two.Id], [one.Id]], page.Lines.Select(line => line.Disclosure!.Records.AsEnumerable()));
        Assert.Null(page.Next);
        Assert.Equal(page.Lines.Select(line => line.Entry.Index).OrderDescending(), page.Lines.Select(line => line.Entry.Index));
    }

    [Fact]
    public async Task Execute_Twice_ShowsTheFirstLookInTheSecond()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        await bench.IssueForAsync(TestPerson.First);

        var first = (await ListAsync(bench, TestPerson.First)).Required;
        var second = (await ListAsync(bench, TestPerson.First)).Required;

        Assert.Equal((1, 2), (first.Lines.Count, second.Lines.Count));
        Assert.Equal(first.Lines[0].Entry.Index, second.Lines[1].Entry.Index);
    }

    [Fact]
    public async Task Execute_OfARecord_ListsReadsOfThatRecordAndThoseOfAllRecords()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var (one, two) = (await bench.IssueForAsync(TestPerson.First), await bench.IssueForAsync(TestPerson.First));
        await bench.ReadAsync(one.Id);
        await bench.ReadAsync(two.Id);
        await SearchAsync(bench, TestPerson.First);
        await ListAsync(bench, TestPerson.First);
        await ListAsync(bench, two.Id);

        var page = (await ListAsync(bench, one.Id)).Required;

        Assert.Equal([DisclosureForm.List, DisclosureForm.AllRecords, DisclosureForm.Claims], page.Lines.Select(line => line.Disclosure!.Form));
        Assert.All(page.Lines, line => Assert.Contains(one.Id, line.Disclosure!.Records));
    }

    [Fact]
    public async Task Execute_UnknownPerson_IsEmptyAndLogsNothing()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        await bench.IssueForAsync(TestPerson.First);

        var page = (await ListAsync(bench, TestPerson.Second)).Required;

        Assert.Equal((0, null, 1), (page.Lines.Count, page.Next, bench.LogSize));
    }

    [Fact]
    public async Task Execute_UnknownRecord_IsRefused()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var issued = await bench.IssueForAsync(TestPerson.First);
        await bench.ReadAsync(issued.Id);
        var disclosure = await bench.EntryAsync(1);

        Refusals.AssertIs(ProvingFaults.RecordNotFound, (await ListAsync(bench, RecordId.Create(bench.Clock.GetUtcNow()))).Refusal);
        Refusals.AssertIs(ProvingFaults.RecordNotFound, (await ListAsync(bench, disclosure.Id)).Refusal); // The id of a read is not that of a record.
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(200)]
    public async Task Execute_PageByPage_ShowsEachReadOnce(int size)
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var one = await bench.IssueForAsync(TestPerson.First);
        for (var i = 0; i < 5; i++)
        {
            await bench.ReadAsync(one.Id);
            await bench.IssueForAsync(TestPerson.First);
        }

        var until = bench.LogSize;
        var shown = new List<long>();
        for (long? before = until; before is { } start;)
        {
            var page = (await ListAsync(bench, TestPerson.First, before: start, size: size)).Required;
            Assert.True(page.Lines.Count <= size);
            shown.AddRange(page.Lines.Select(line => line.Entry.Index));
            before = page.Next;
        }

        Assert.Equal([9, 7, 5, 3, 1], shown);
    }

    [Fact]
    public async Task Execute_LineThatALawWithholds_IsShownFromItsDayOn()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var issued = await bench.IssueForAsync(TestPerson.First);
        var until = DateOnly.FromDateTime(bench.Clock.GetUtcNow().UtcDateTime).AddDays(2);
        await bench.ReadAsync(issued.Id, UseCaseBench.PurposeOf("fraud-prevention", until));

        var before = (await ListAsync(bench, TestPerson.First)).Required.Lines[^1];
        bench.Clock.Advance(new DateTimeOffset(until, TimeOnly.MinValue, TimeSpan.Zero) - bench.Clock.GetUtcNow() - TimeSpan.FromTicks(1));
        var onTheDayBefore = (await ListAsync(bench, TestPerson.First)).Required.Lines[^1];
        bench.Clock.Advance(TimeSpan.FromTicks(1));
        var after = (await ListAsync(bench, TestPerson.First)).Required.Lines[^1];

        Assert.All([before, onTheDayBefore], line =>
        {
            Assert.Equal((1, null, null, until), (line.Entry.Index, line.Disclosure, line.Committed, line.WithheldUntil));
            Assert.Contains("Personal Information Protection Law", line.WithheldBy?.En, StringComparison.Ordinal);
            bench.AssertProves(line.Entry, line.Proof); // The resident can already hold the department to it.
        });
        Assert.Equal((1, null, null), (after.Entry.Index, after.WithheldUntil, after.WithheldBy));
        Assert.Equal(("fraud-prevention", until), (after.Disclosure?.Purpose, after.Disclosure?.WithheldUntil));
        Assert.NotNull(after.Committed);
    }

    [Fact]
    public async Task Execute_ByAnAuditor_ShowsEveryReadAtOnceWithoutClaimsAndTexts()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var issued = await bench.IssueForAsync(TestPerson.First);
        var until = DateOnly.FromDateTime(bench.Clock.GetUtcNow().UtcDateTime).AddDays(30);
        await bench.ReadAsync(issued.Id, UseCaseBench.PurposeOf("fraud-prevention", until));
        await SearchAsync(bench, TestPerson.First);

        var page = (await ListAsync(bench, TestPerson.First, UseCaseBench.CallerWith(Role.Auditor))).Required;

        Assert.Equal([DisclosureForm.List, DisclosureForm.AllRecords, DisclosureForm.Claims], page.Lines.Select(line => line.Disclosure!.Form));
        Assert.Equal(["desk-Auditor", "desk-Issuer", "desk-Issuer"], page.Lines.Select(line => line.Disclosure!.By));
        Assert.Equal((until, null), (page.Lines[2].Disclosure!.WithheldUntil, page.Lines[2].WithheldUntil));
        Assert.All(page.Lines, line =>
        {
            Assert.Empty(line.Disclosure!.Claims);
            Assert.Null(line.Committed);
            bench.AssertProves(line.Entry, line.Proof);
        });
    }

    [Fact]
    public async Task Execute_ByAnIssuer_ProvesEachLineToAStranger()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var issued = await bench.IssueForAsync(TestPerson.First);
        await bench.ReadAsync(issued.Id);
        await SearchAsync(bench, TestPerson.First);

        var page = (await ListAsync(bench, TestPerson.First)).Required;

        Assert.Equal(3, page.Lines.Count);
        Assert.All(page.Lines, line =>
        {
            var committed = line.Committed!;
            var held = new CommittedText(committed.Text, Base64Url.Encode(committed.Salt), Encoding.UTF8.GetString(line.Entry.Text.Span), line.Proof.Proof.ToString());
            Assert.Null(held.FindProblem(bench.Department.Log.Key));
            Assert.NotNull((held with { Text = committed.Text.Replace("desk-Issuer", "desk-Nobody", StringComparison.Ordinal) }).FindProblem(bench.Department.Log.Key));
        });
    }

    [Fact]
    public async Task Execute_AppendThatFails_ShowsNothing()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var issued = await bench.IssueForAsync(TestPerson.First);
        await bench.ReadAsync(issued.Id);
        var gate = bench.HoldCommits();

        var listing = ListAsync(bench, TestPerson.First).AsTask();
        await gate.Entered;
        Assert.False(listing.IsCompleted);
        gate.Fail();

        Refusals.AssertIs(LogFaults.WriterStopped, (await listing).Refusal);
        Refusals.AssertIs(LogFaults.WriterStopped, (await ListAsync(bench, issued.Id)).Refusal);
    }

    [Theory, MemberData(nameof(OtherRoles))]
    public async Task Execute_ByAnotherRole_IsRefusedBeforeAnyLookup(Role role)
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var issued = await bench.IssueForAsync(TestPerson.First);

        Refusals.AssertIs(AccessFaults.RoleNotAllowed, (await ListAsync(bench, TestPerson.First, UseCaseBench.CallerWith(role))).Refusal);
        Refusals.AssertIs(AccessFaults.RoleNotAllowed, (await ListAsync(bench, issued.Id, UseCaseBench.CallerWith(role))).Refusal);
        Assert.Equal((1, 1), (bench.SubjectLookups, bench.LogSize)); // The one look-up is of the issue.
    }

    [Fact]
    public async Task Execute_ByAnAuditorOfAnotherDepartment_IsRefusedBeforeAnyLookup()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var issued = await bench.IssueForAsync(TestPerson.First);
        var caller = UseCaseBench.CallerOfAnotherDepartment(Role.Auditor);

        Refusals.AssertIs(AccessFaults.OtherDepartment, (await ListAsync(bench, TestPerson.First, caller)).Refusal);
        Refusals.AssertIs(AccessFaults.OtherDepartment, (await ListAsync(bench, issued.Id, caller)).Refusal);
        Assert.Equal((1, 1), (bench.SubjectLookups, bench.LogSize)); // The one look-up is of the issue.
    }

    private static ValueTask<Outcome<DisclosurePage>> ListAsync(
        UseCaseBench bench, TestPerson person, Caller? caller = null, long before = long.MaxValue, int size = 50) =>
        List(bench, caller).ExecuteAsync(person.Identity, Asked, before, size, Cancel);

    private static ValueTask<Outcome<DisclosurePage>> ListAsync(UseCaseBench bench, RecordId record, Caller? caller = null) =>
        List(bench, caller).ExecuteAsync(record, Asked, long.MaxValue, 50, Cancel);

    private static ListDisclosures List(UseCaseBench bench, Caller? caller) =>
        new(bench.Department, caller ?? UseCaseBench.CallerWith(Role.Issuer), PurposeCatalogue.Shipped, bench.Clock);

    private static async Task SearchAsync(UseCaseBench bench, TestPerson person) =>
        Assert.Null((await new SearchSubject(bench.Department, UseCaseBench.CallerWith(Role.Issuer)).ExecuteAsync(
            new SearchRequest { Person = person.Identity, Filter = new RecordFilter(null, null, null, null), Purpose = UseCaseBench.Purpose, ShowsClaims = true }, Cancel)).Refusal);
}
