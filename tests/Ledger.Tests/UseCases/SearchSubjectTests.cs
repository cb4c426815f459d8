using Ledger.Access;
using Ledger.Disclosures;
using Ledger.Issuing;
using Ledger.Purposes;
using Ledger.Tests.Issuing;
using Ledger.UseCases;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;

namespace Ledger.Tests.UseCases;

public sealed class SearchSubjectTests
{
    private static readonly RecordFilter All = new(null, null, null, null);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Role> OtherRoles => UseCaseBench.RolesExcept(SearchSubject.Roles);

    [Fact]
    public async Task Execute_PersonWithRecords_FindsAllOfThemAndNobodyElses()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var (one, _, two) = (await bench.IssueForAsync(TestPerson.First), await bench.IssueForAsync(TestPerson.Second), await bench.IssueForAsync(TestPerson.First, Examples.Immunization));
        await bench.IssueForAsync(TestPerson.Second);

        var found = (await SearchAsync(bench, TestPerson.First)).Required;

        Assert.Equal([two.Id, one.Id], found.Page.Records.Select(record => record.Entry.Id));
        Assert.Empty(found.Claims);
        Assert.Equal((null, 0), (found.Page.Next, found.Page.Damaged.Count));
        Assert.Equal((5, 0), (bench.LogSize, bench.PayloadReads)); // No claims are read, and the search is logged.
        Assert.Equal(DisclosureForm.Search, (await bench.DisclosureAsync(4)).Disclosure.Form);
        Assert.Empty((await bench.DisclosureAsync(4)).Disclosure.Claims);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(200)]
    public async Task Execute_PageByPage_FindsEachRecordOnceWithOtherEntriesBetween(int size)
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var issued = new List<RecordId>();
        for (var i = 0; i < 7; i++)
        {
            issued.Add((await bench.IssueForAsync(TestPerson.First)).Id);
            await bench.IssueForAsync(TestPerson.Second);
            await bench.SuspendAsync(issued[^1]);
            await bench.ReadAsync(issued[0]);
            await bench.ReadAsync(issued[^1]);
        }

        var found = new List<ListedRecord>();
        for (long? before = long.MaxValue; before is { } start;)
        {
            var page = (await SearchAsync(bench, TestPerson.First, before: start, size: size)).Required.Page;
            Assert.True(page.Records.Count <= size);
            found.AddRange(page.Records);
            before = page.Next;
        }

        Assert.Equal(issued.AsEnumerable().Reverse(), found.Select(record => record.Entry.Id));
        Assert.All(found, record => Assert.Equal(EntryStatus.Suspended, record.Status));
    }

    [Fact]
    public async Task Execute_WithFilters_FindsOnlyTheSelected()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var first = await bench.IssueForAsync(TestPerson.First);
        bench.Clock.Advance(TimeSpan.FromMinutes(1));
        var middle = bench.Clock.GetUtcNow();
        var second = await bench.IssueForAsync(TestPerson.First, Examples.Immunization);
        await bench.SuspendAsync(first.Id);
        bench.Clock.Advance(TimeSpan.FromMinutes(1));
        var third = await bench.IssueForAsync(TestPerson.First);

        Assert.Equal([first.Id], await FindAsync(All with { Status = EntryStatus.Suspended }));
        Assert.Equal([second.Id], await FindAsync(All with { Type = "https://city.example/vct/immunization/1" }));
        Assert.Equal([third.Id, first.Id], await FindAsync(All with { Type = "https://city.example/vct/student-status/1" }));
        Assert.Equal([third.Id, second.Id], await FindAsync(All with { From = middle }));
        Assert.Equal([first.Id], await FindAsync(All with { To = middle }));
        Assert.Equal([second.Id], await FindAsync(All with { From = middle, To = middle.AddSeconds(1) }));
        Assert.Empty(await FindAsync(All with { Status = EntryStatus.Revoked }));

        async Task<IEnumerable<RecordId>> FindAsync(RecordFilter filter) =>
            (await SearchAsync(bench, TestPerson.First, filter)).Required.Page.Records.Select(record => record.Entry.Id);
    }

    [Fact]
    public async Task Execute_WithoutAPurpose_IsRefusedBeforeAnyLookup()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        await bench.IssueForAsync(TestPerson.First);
        var request = new SearchRequest { Person = TestPerson.First.Identity, Filter = All };

        var found = await new SearchSubject(bench.Department, UseCaseBench.CallerWith(Role.Issuer)).ExecuteAsync(request, Cancel);

        Refusals.AssertIs(DisclosureFaults.PurposeMissing, found.Refusal);
        Assert.Equal((1, 1), (bench.SubjectLookups, bench.LogSize)); // The one look-up is of the issue.
    }

    [Fact]
    public async Task Execute_UnknownPerson_IsEmptyEvenWithAPurpose()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        await bench.IssueForAsync(TestPerson.First);

        var found = (await SearchAsync(bench, TestPerson.Second, purpose: UseCaseBench.Purpose)).Required;

        Assert.Equal((0, null, 0), (found.Page.Records.Count, found.Page.Next, found.Claims.Length));
        Assert.Equal(1, bench.LogSize);
    }

    [Fact]
    public async Task Execute_ForAPurpose_ShowsAllClaimsAndLogsOneEntryForAllRecords()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var (one, two) = (await bench.IssueForAsync(TestPerson.First), await bench.IssueForAsync(TestPerson.First, Examples.Immunization));

        var found = (await SearchAsync(bench, TestPerson.First, purpose: UseCaseBench.PurposeOf("care"), claims: true)).Required;

        Assert.Equal([two.Id, one.Id], found.Claims.Select(shown => shown.Id));
        Assert.All(found.Claims, shown => Assert.Equal(TestPerson.First.Name, shown.Claims.GetProperty("name").GetString()));
        Assert.Equal(3, bench.LogSize);
        var logged = await bench.DisclosureAsync(2);
        Assert.Equal((EntryKind.Disclosure, null), (logged.Entry.Kind, logged.Entry.About.Record));
        Assert.Equal((DisclosureForm.AllRecords, "care", "desk-Issuer"), (logged.Disclosure.Form, logged.Disclosure.Purpose, logged.Disclosure.By));
        Assert.Equal([two.Id, one.Id], logged.Disclosure.Records);
        Assert.All(["name", "doses", "student_number"], name => Assert.Contains(name, logged.Disclosure.Claims)); // The names of both records.
    }

    [Fact]
    public async Task Execute_ForAPurpose_IsLoggedBeforeAnythingIsShown()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        await bench.IssueForAsync(TestPerson.First);
        var gate = bench.HoldCommits();

        var searching = SearchAsync(bench, TestPerson.First, purpose: UseCaseBench.Purpose).AsTask();
        await gate.Entered;
        Assert.False(searching.IsCompleted);
        gate.Fail();

        Refusals.AssertIs(LogFaults.WriterStopped, (await searching).Refusal);
        Assert.Null((await searching).Value);
    }

    [Fact]
    public async Task Execute_ForAPurposeOnOnePage_NamesTheRecordsOfThatPageOnly()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        await bench.IssueForAsync(TestPerson.First);
        var second = await bench.IssueForAsync(TestPerson.First);

        var found = (await SearchAsync(bench, TestPerson.First, size: 1, purpose: UseCaseBench.Purpose, claims: true)).Required;

        Assert.Equal([second.Id], found.Claims.Select(shown => shown.Id));
        Assert.Equal([second.Id], (await bench.DisclosureAsync(2)).Disclosure.Records);
    }

    [Theory, MemberData(nameof(OtherRoles))]
    public async Task Execute_ByAnotherRole_IsRefusedBeforeAnyLookup(Role role)
    {
        await using var bench = await UseCaseBench.OpenAsync();
        await bench.IssueForAsync(TestPerson.First);

        Refusals.AssertIs(AccessFaults.RoleNotAllowed, (await SearchAsync(bench, TestPerson.First, caller: UseCaseBench.CallerWith(role), purpose: UseCaseBench.Purpose)).Refusal);
        Assert.Equal((1, 1), (bench.SubjectLookups, bench.LogSize)); // The one look-up is of the issue.
    }

    [Fact]
    public async Task Execute_ByAnIssuerOfAnotherDepartment_IsRefusedBeforeAnyLookup()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        await bench.IssueForAsync(TestPerson.First);

        Refusals.AssertIs(AccessFaults.OtherDepartment, (await SearchAsync(bench, TestPerson.First, caller: UseCaseBench.CallerOfAnotherDepartment(Role.Issuer))).Refusal);
        Assert.Equal(1, bench.SubjectLookups); // The one of the issue.
    }

    private static ValueTask<Outcome<FoundRecords>> SearchAsync(
        UseCaseBench bench, TestPerson person, RecordFilter? filter = null, long before = long.MaxValue, int size = 50, ReadPurpose? purpose = null, Caller? caller = null, bool claims = false) =>
        new SearchSubject(bench.Department, caller ?? UseCaseBench.CallerWith(Role.Issuer)).ExecuteAsync(
            new SearchRequest { Person = person.Identity, Filter = filter ?? All, Before = before, Size = size, Purpose = purpose ?? UseCaseBench.Purpose, ShowsClaims = claims }, Cancel);
}
