using Ledger.Access;
using Ledger.Issuing;
using Ledger.Statuses;
using Ledger.Tests.Issuing;
using Ledger.UseCases;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;

namespace Ledger.Tests.UseCases;

public sealed class SearchRecordsTests
{
    private const string Number = "学籍〔2026〕ab7号";

    private static readonly RecordFilter All = new(null, null, null, null);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Role> OtherRoles => UseCaseBench.RolesExcept(SearchRecords.Roles);

    [Theory]
    [InlineData(Number)]
    [InlineData(" 学籍〔2026〕 AB7 号 ")]
    [InlineData("学籍〔２０２６〕ａｂ７号")]
    [InlineData("学籍\u200b〔2026〕ab7号")]
    public async Task Execute_NumberInAnySpelling_FindsTheRecord(string typed)
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var wanted = await IssueAsync(bench, TestPerson.First, Number);
        await IssueAsync(bench, TestPerson.Second, "学籍〔2026〕ab70号");

        Assert.Equal([wanted.Id], IdsOf(await SearchAsync(bench, typed)));
    }

    [Theory]
    [InlineData("学籍〔2026〕ab")]
    [InlineData("学籍〔2026〕ab8号")]
    [InlineData("*")]
    [InlineData("")]
    public async Task Execute_PartOfANumberOrAnotherNumber_FindsNothing(string typed)
    {
        await using var bench = await UseCaseBench.OpenAsync();
        await IssueAsync(bench, TestPerson.First, Number);

        var found = (await SearchAsync(bench, typed)).Required;

        Assert.Equal((0, null), (found.Records.Count, found.Next));
    }

    [Fact]
    public async Task Execute_NumberOfTwoTypes_FindsBothAndTheTypeSelectsOne()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var status = await IssueAsync(bench, TestPerson.First, Number);
        var immunization = await IssueAsync(bench, TestPerson.Second, Number, Examples.Immunization);

        Assert.Equal([immunization.Id, status.Id], IdsOf(await SearchAsync(bench, Number)));
        Assert.Equal([immunization.Id], IdsOf(await SearchAsync(bench, Number, All with { Type = "https://city.example/vct/immunization/1" })));
    }

    [Fact]
    public async Task Execute_NumberOfADocumentThatWasReplaced_FindsTheWholeChainNewestFirst()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var first = await IssueAsync(bench, TestPerson.First, Number);
        bench.Clock.Advance(TimeSpan.FromMinutes(1));
        var second = await ReplaceAsync(bench, first.Id);
        bench.Clock.Advance(TimeSpan.FromMinutes(1));
        var third = await ReplaceAsync(bench, second.Id);

        var found = (await SearchAsync(bench, Number)).Required;

        Assert.Equal([third.Id, second.Id, first.Id], found.Records.Select(record => record.Entry.Id));
        Assert.Equal([EntryStatus.Active, EntryStatus.Superseded, EntryStatus.Superseded], found.Records.Select(record => record.Status));
        Assert.Equal([third.Id], IdsOf(await SearchAsync(bench, Number, All with { Status = EntryStatus.Active })));
        var middle = found.Records[1].Entry.Time;
        Assert.Equal([third.Id, second.Id], IdsOf(await SearchAsync(bench, Number, All with { From = middle })));
        Assert.Equal([first.Id], IdsOf(await SearchAsync(bench, Number, All with { To = middle })));
    }

    [Fact]
    public async Task Execute_NumberInPages_FindsEachRecordOnce()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var first = await IssueAsync(bench, TestPerson.First, Number);
        var second = await ReplaceAsync(bench, first.Id);

        var page = (await SearchAsync(bench, Number, size: 1)).Required;
        var rest = (await SearchAsync(bench, Number, size: 1, before: page.Next ?? long.MaxValue)).Required;

        Assert.Equal([second.Id, first.Id], IdsOf(page).Concat(IdsOf(rest)));
        Assert.Single(page.Records);
        Assert.Null(rest.Next);
    }

    [Fact]
    public async Task Execute_NumberOfAnErasedPerson_FindsNothing()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var erased = await IssueAsync(bench, TestPerson.First, Number);
        await bench.EraseAsync(TestPerson.First);

        Assert.Empty(IdsOf(await SearchAsync(bench, Number)));
        Assert.Equal([erased.Id], IdsOf(await SearchAsync(bench, number: null))); // The log still has the record, without its content.
    }

    [Fact]
    public async Task Execute_WithoutANumber_ListsTheRecordsOfTheDepartment()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var (first, second) = (await bench.IssueForAsync(TestPerson.First), await bench.IssueForAsync(TestPerson.Second));
        await bench.SuspendAsync(first.Id);
        await bench.ReadAsync(first.Id);

        var page = (await SearchAsync(bench, number: null, size: 1)).Required;

        Assert.Equal([second.Id], IdsOf(page));
        Assert.Equal([first.Id], IdsOf(await SearchAsync(bench, number: null, size: 1, before: page.Next ?? 0)));
        Assert.Equal([first.Id], IdsOf(await SearchAsync(bench, number: null, All with { Status = EntryStatus.Suspended })));
    }

    [Fact]
    public async Task Execute_ByNumber_LogsNothing()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        await IssueAsync(bench, TestPerson.First, Number);

        await SearchAsync(bench, Number);

        Assert.Equal(1, bench.LogSize); // It shows no claims.
    }

    [Theory, MemberData(nameof(OtherRoles))]
    public async Task Execute_ByAnotherRole_IsRefusedAndReadsNothing(Role role)
    {
        await using var bench = await UseCaseBench.OpenAsync();
        await IssueAsync(bench, TestPerson.First, Number);

        Refusals.AssertIs(AccessFaults.RoleNotAllowed, (await SearchAsync(bench, Number, caller: UseCaseBench.CallerWith(role))).Refusal);
        Assert.Equal(0, bench.PayloadReads);
    }

    [Fact]
    public async Task Execute_ByAnIssuerOfAnotherDepartment_IsRefused()
    {
        await using var bench = await UseCaseBench.OpenAsync();

        Refusals.AssertIs(AccessFaults.OtherDepartment, (await SearchAsync(bench, Number, caller: UseCaseBench.CallerOfAnotherDepartment(Role.Issuer))).Refusal);
    }

    private static IEnumerable<RecordId> IdsOf(Outcome<ListedPage> found) => IdsOf(found.Required);

    private static RecordId[] IdsOf(ListedPage page) => [.. page.Records.Select(record => record.Entry.Id)];

    private static Task<IssuedRecord> IssueAsync(UseCaseBench bench, TestPerson person, string number, string example = Examples.StudentStatus) =>
        bench.IssueForAsync(person, example, json => json["claims"]!["document_number"] = number);

    private static async Task<IssuedRecord> ReplaceAsync(UseCaseBench bench, RecordId replaced)
    {
        var successor = await bench.IssueForAsync(TestPerson.First, change: json =>
        {
            json["claims"]!["document_number"] = Number;
            json["replaces"] = replaced.ToString();
        });
        var superseded = await new ChangeStatus(bench.Department, UseCaseBench.CallerWith(Role.Issuer)).ExecuteAsync(
            replaced, new StatusRequest(EntryStatus.Superseded, UseCaseBench.Reason, successor.Id), $"replace-{replaced}", TimeSpan.Zero, Cancel);
        Assert.Null(superseded.Refusal);
        return successor;
    }

    private static ValueTask<Outcome<ListedPage>> SearchAsync(
        UseCaseBench bench, string? number, RecordFilter? filter = null, long before = long.MaxValue, int size = 50, Caller? caller = null) =>
        new SearchRecords(bench.Department, caller ?? UseCaseBench.CallerWith(Role.Issuer)).ExecuteAsync(
            new SearchRequest { DocumentNumber = number, Filter = filter ?? All, Before = before, Size = size }, Cancel);
}
