using Ledger.Access;
using Ledger.Disclosures;
using Ledger.Tests.Departments;
using Ledger.Tests.Issuing;
using Ledger.UseCases;
using Ledger.UseCases.Residents;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;

namespace Ledger.Tests.UseCases.Residents;

/// <summary>Complaints about a line of the list: durable, hers alone, read by auditors, gone with her.</summary>
public sealed class ComplaintTests
{
    private const string Words = "我从未去过这个窗口。\nI have never been there. 👩🏽‍⚖️";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Role> OtherRoles => UseCaseBench.RolesExcept(ListComplaints.Roles);

    [Fact]
    public async Task Complain_AboutALine_IsAnEntryThatBetraysNothing()
    {
        await using var bench = await ResidentBench.OpenAsync();
        var line = await ReadLineAsync(bench, TestPerson.First);

        var said = (await ComplainAsync(bench, line, "  " + Words.ReplaceLineEndings("\r\n") + "\r\n ")).Required;

        var entry = said.Complaint.Entry;
        Assert.Equal((EntryKind.Request, Words, line), (entry.Kind, said.Complaint.Complaint!.Text, said.Complaint.Complaint.About));
        Assert.Equal(entry.Index, said.Proof.Proof.Index);
        Assert.True(LogEntry.TryParse(entry.Text, out var logged));
        Assert.Equal(logged.Commitment, Commitment.Compute(said.Complaint.Salt, System.Text.Encoding.UTF8.GetBytes(said.Complaint.Complaint.ToText())));
        Assert.Equal($"{{\"at\":{entry.At},\"commitment\":\"{Verify.Text.Base64Url.Encode(logged.Commitment.ToArray())}\",\"id\":\"{entry.Id}\",\"kind\":\"request\",\"v\":1}}", System.Text.Encoding.UTF8.GetString(entry.Text.Span));
        Assert.Equal((default, ""), (entry.About, entry.Type));
    }

    [Fact]
    public async Task Complain_Twice_IsOneComplaint()
    {
        await using var bench = await ResidentBench.OpenAsync();
        var line = await ReadLineAsync(bench, TestPerson.First);

        var (first, second) = (await ComplainAsync(bench, line, Words), await ComplainAsync(bench, line, Words + "\n"));
        var other = await ComplainAsync(bench, line, "Something else");

        Assert.Equal(first.Required.Complaint.Entry.Id, second.Required.Complaint.Entry.Id);
        Assert.NotEqual(first.Required.Complaint.Entry.Id, other.Required.Complaint.Entry.Id);
        Assert.Equal(["Something else", Words], (await bench.Complaints.ExecuteAsync(ResidentBench.First, null, 20, Cancel)).Required.Complaints.Select(one => one.Complaint.Complaint!.Text));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \n\t ")]
    [InlineData("?!")]
    [InlineData("bad\u0007bell")]
    [InlineData("turned \u202Etxet")]
    [InlineData("isolated \u2066text")]
    [InlineData("lost \uFFFD")]
    public async Task Complain_WithoutUsableWords_IsRefused(string? text)
    {
        await using var bench = await ResidentBench.OpenAsync();
        var line = await ReadLineAsync(bench, TestPerson.First);

        Refusals.AssertIs(ComplaintFaults.TextNotUsable, (await ComplainAsync(bench, line, text)).Refusal, "/text");
    }

    [Fact]
    public async Task Complain_OfTheGreatestLength_IsTakenAndOneMoreIsNot()
    {
        await using var bench = await ResidentBench.OpenAsync();
        var line = await ReadLineAsync(bench, TestPerson.First);
        var most = string.Concat(Enumerable.Repeat("\U00020BB7", ComplainAboutRead.MaxLength)); // A character of two UTF-16 units counts once.

        Assert.Equal(most, (await ComplainAsync(bench, line, most)).Required.Complaint.Complaint!.Text);
        Refusals.AssertIs(ComplaintFaults.TextNotUsable, (await ComplainAsync(bench, line, most + "好")).Refusal, "/text");
    }

    [Fact]
    public async Task Complain_AboutWhatIsNotALineOfHers_IsRefusedInOneWay()
    {
        await using var bench = await ResidentBench.OpenAsync();
        var own = await ReadLineAsync(bench, TestPerson.First);
        var other = await ReadLineAsync(bench, TestPerson.Second);
        var size = bench.Education.Log.Publisher.Published.Head.Size;

        foreach (var line in new[] { other, own - 1, -1, size, long.MaxValue, long.MinValue })
        {
            Refusals.AssertIs(ComplaintFaults.LineNotFound, (await ComplainAsync(bench, line, Words)).Refusal);
        }

        Refusals.AssertIs(ComplaintFaults.LineNotFound, (await bench.Complain.ExecuteAsync(ResidentBench.First, bench.Health.Profile.Id, own, Words, Cancel)).Refusal);
        Refusals.AssertIs(ComplaintFaults.LineNotFound, (await bench.Complain.ExecuteAsync(ResidentBench.First, TestDepartments.Id("nowhere"), own, Words, Cancel)).Refusal);
        Assert.Equal(size, bench.Education.Log.Publisher.Published.Head.Size);
        await bench.CloseAsync(bench.Education);
        Refusals.AssertIs(LogFaults.DepartmentDown, (await bench.Complain.ExecuteAsync(ResidentBench.First, TestDepartments.Id("education"), own, Words, Cancel)).Refusal);
    }

    [Fact]
    public async Task List_ByAnAuditor_ShowsEachWithItsReadAndLogsTheLookForEachResident()
    {
        await using var bench = await ResidentBench.OpenAsync();
        var first = await ReadLineAsync(bench, TestPerson.First);
        var second = await ReadLineAsync(bench, TestPerson.Second);
        await ComplainAsync(bench, first, Words);
        await ComplainAsync(bench, first, "Again");
        await bench.Complain.ExecuteAsync(ResidentBench.Second, bench.Education.Profile.Id, second, "Mine", Cancel);

        var page = (await ListAsync(bench)).Required;

        Assert.Equal(["Mine", "Again", Words], page.Complaints.Select(line => line.Complaint.Complaint!.Text));
        Assert.Equal([second, first, first], page.Complaints.Select(line => line.About!.Entry.Index));
        Assert.All(page.Complaints, line => Assert.Equal(("case-handling", 0), (line.About!.Disclosure!.Purpose, line.About.Disclosure.Claims.Length)));
        Assert.All(page.Complaints, line => Assert.Equal(line.Complaint.Entry.Index, line.Proof.Proof.Index));
        Assert.Null(page.Next);
        foreach (var person in new[] { TestPerson.First, TestPerson.Second })
        {
            var look = (await ResidentBench.LoggedAsync(bench.Education, person))[0].Disclosure;
            Assert.Equal((DisclosureForm.List, "oversight", "auditor"), (look.Form, look.Purpose, look.Role));
            Assert.Equal(2, (await ResidentBench.LoggedAsync(bench.Education, person)).Count); // The read, and one look, however many complaints.
        }
    }

    [Fact]
    public async Task List_PageByPage_ShowsEachOnce()
    {
        await using var bench = await ResidentBench.OpenAsync();
        var line = await ReadLineAsync(bench, TestPerson.First);
        for (var i = 0; i < 5; i++)
        {
            await ComplainAsync(bench, line, $"Number {i}");
        }

        var shown = new List<string>();
        for (long? before = long.MaxValue; before is { } start;)
        {
            var page = (await ListAsync(bench, before: start, size: 2)).Required;
            shown.AddRange(page.Complaints.Select(one => one.Complaint.Complaint!.Text));
            before = page.Next;
        }

        Assert.Equal(["Number 4", "Number 3", "Number 2", "Number 1", "Number 0"], shown);
    }

    [Theory, MemberData(nameof(OtherRoles))]
    public async Task List_ByAnotherRoleOrDepartment_IsRefused(Role role)
    {
        await using var bench = await ResidentBench.OpenAsync();
        await ComplainAsync(bench, await ReadLineAsync(bench, TestPerson.First), Words);
        var size = bench.Education.Log.Publisher.Published.Head.Size;

        Refusals.AssertIs(AccessFaults.RoleNotAllowed, (await ListAsync(bench, UseCaseBench.CallerWith(role))).Refusal);
        Refusals.AssertIs(AccessFaults.OtherDepartment, (await ListAsync(bench, UseCaseBench.CallerOfAnotherDepartment(Role.Auditor))).Refusal);
        Assert.Equal(size, bench.Education.Log.Publisher.Published.Head.Size);
    }

    [Fact]
    public async Task List_AfterTheErasure_KeepsTheComplaintWithoutItsWords()
    {
        await using var bench = await ResidentBench.OpenAsync();
        await ComplainAsync(bench, await ReadLineAsync(bench, TestPerson.First), Words);
        await ResidentBench.EraseAsync(bench.Education, TestPerson.First);

        var line = Assert.Single((await ListAsync(bench)).Required.Complaints);

        Assert.Equal((null, null), (line.Complaint.Complaint, line.About));
        Assert.Empty((await bench.Complaints.ExecuteAsync(ResidentBench.First, null, 20, Cancel)).Required.Complaints);
    }

    [Fact]
    public async Task Complaint_IsNoRecordAndNoRead()
    {
        await using var bench = await ResidentBench.OpenAsync();
        var line = await ReadLineAsync(bench, TestPerson.First);
        var said = (await ComplainAsync(bench, line, Words)).Required.Complaint.Entry;

        Assert.DoesNotContain((await bench.Records.ExecuteAsync(ResidentBench.First, null, 20, Cancel)).Required.Records, row => row.Entry.Id == said.Id);
        Assert.DoesNotContain((await bench.Reads.ExecuteAsync(ResidentBench.First, null, 20, Cancel)).Required.Lines, row => row.Line.Entry.Id == said.Id);
        Refusals.AssertIs(ProvingFaults.RecordNotFound, (await bench.Record.ExecuteAsync(ResidentBench.First, bench.Education.Profile.Id, said.Id, Cancel)).Refusal);
        var issuer = UseCaseBench.CallerWith(Role.Issuer);
        Refusals.AssertIs(ProvingFaults.RecordNotFound, (await new ReadRecord(bench.Education, issuer).ExecuteAsync(said.Id, null, null, Cancel)).Refusal);
        Refusals.AssertIs(ProvingFaults.RecordNotFound, (await new ReadHistory(bench.Education, issuer).ExecuteAsync(said.Id, Cancel)).Refusal);
        Assert.DoesNotContain((await bench.Education.Store.ListRecordsAsync(long.MaxValue, 100, Cancel)), entry => entry.Id == said.Id);
    }

    /// <summary>Issues a record and has a clerk read it. The index of the read.</summary>
    private static async Task<long> ReadLineAsync(ResidentBench bench, TestPerson person)
    {
        await bench.ReadAsync(bench.Education, (await bench.IssueAsync(bench.Education, person)).Id);
        return (await ResidentBench.LoggedAsync(bench.Education, person))[0].Entry.Index;
    }

    private static ValueTask<Outcome<OwnComplaint>> ComplainAsync(ResidentBench bench, long line, string? text) =>
        bench.Complain.ExecuteAsync(ResidentBench.First, bench.Education.Profile.Id, line, text, Cancel);

    private static ValueTask<Outcome<ComplaintPage>> ListAsync(ResidentBench bench, Caller? caller = null, long before = long.MaxValue, int size = 50) =>
        new ListComplaints(bench.Education, caller ?? UseCaseBench.CallerWith(Role.Auditor)).ExecuteAsync(UseCaseBench.PurposeOf("oversight"), before, size, Cancel);
}
