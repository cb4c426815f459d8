using Ledger.Disclosures;
using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Purposes;
using Ledger.Tests.Erasing;
using Ledger.Tests.Issuing;
using Ledger.Tests.Log;
using Ledger.UseCases.Residents;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Tests.UseCases.Residents;

/// <summary>My records: of all departments, nobody else's, and never without an entry in each log.</summary>
public sealed class ListOwnRecordsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Execute_RecordsInTwoDepartments_AreOneListNewestFirst()
    {
        await using var bench = await ResidentBench.OpenAsync();
        var one = await bench.IssueAsync(bench.Education, TestPerson.First);
        var two = await bench.IssueAsync(bench.Health, TestPerson.First, Examples.Immunization);
        await bench.IssueAsync(bench.Health, TestPerson.Second, Examples.Immunization);
        var three = await bench.IssueAsync(bench.Education, TestPerson.First);
        bench.Clock.Advance(TimeSpan.FromHours(1));
        await bench.ChangeAsync(bench.Health, two.Id, EntryStatus.Suspended);

        var page = (await bench.Records.ExecuteAsync(ResidentBench.First, null, 20, Cancel)).Required;

        Assert.Equal([three.Id, two.Id, one.Id], page.Records.Select(row => row.Entry.Id));
        Assert.Equal(["education", "health", "education"], page.Records.Select(row => row.Department.Id.ToString()));
        Assert.Equal([EntryStatus.Active, EntryStatus.Suspended, EntryStatus.Active], page.Records.Select(row => row.Status));
        Assert.Equal([null, bench.Clock.GetUtcNow(), null], page.Records.Select(row => row.StatusSince));
        Assert.Equal((null, 0), (page.Next, page.Unread.Count));
    }

    [Fact]
    public async Task Execute_Look_IsLoggedInEachDepartmentThatKnowsHer()
    {
        await using var bench = await ResidentBench.OpenAsync();
        var one = await bench.IssueAsync(bench.Education, TestPerson.First);
        var two = await bench.IssueAsync(bench.Health, TestPerson.First, Examples.Immunization);
        await bench.IssueAsync(bench.Health, TestPerson.Second, Examples.Immunization);

        await bench.Records.ExecuteAsync(ResidentBench.First, null, 20, Cancel);
        await bench.Records.ExecuteAsync(ResidentBench.Second, null, 20, Cancel);

        var look = Assert.Single(await ResidentBench.LoggedAsync(bench.Education, TestPerson.First)).Disclosure;
        Assert.Equal((DisclosureForm.Search, "resident (city-id)", "resident", "resident-request", ""), (look.Form, look.By, look.Role, look.Purpose, look.Department));
        Assert.Equal(LegalBasis.ExplicitRequest, look.Basis);
        Assert.Equal([one.Id], look.Records);
        Assert.Equal([two.Id], Assert.Single(await ResidentBench.LoggedAsync(bench.Health, TestPerson.First)).Disclosure.Records);
        Assert.Single(await ResidentBench.LoggedAsync(bench.Health, TestPerson.Second));
        Assert.Null(await bench.Education.Subjects.FindAsync(TestPerson.Second.Identity, Cancel)); // Looking made nobody known.
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(200)]
    public async Task Execute_PageByPage_ShowsEachRecordOnce(int size)
    {
        await using var bench = await ResidentBench.OpenAsync();
        var issued = new List<RecordId>();
        for (var i = 0; i < 8; i++)
        {
            var department = i % 3 == 0 ? bench.Health : bench.Education;
            issued.Add((await bench.IssueAsync(department, TestPerson.First, i % 3 == 0 ? Examples.Immunization : Examples.StudentStatus)).Id);
            await bench.ReadAsync(department, issued[^1], i % 3 == 0 ? "care" : "case-handling");
        }

        var listed = new List<RecordId>();
        string? cursor = null;
        do
        {
            var page = (await bench.Records.ExecuteAsync(ResidentBench.First, cursor, size, Cancel)).Required;
            Assert.True(page.Records.Count <= size);
            listed.AddRange(page.Records.Select(row => row.Entry.Id));
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal(issued.AsEnumerable().Reverse(), listed);
    }

    [Fact]
    public async Task Execute_UnknownPerson_IsEmptyAndLogsNothing()
    {
        await using var bench = await ResidentBench.OpenAsync();
        await bench.IssueAsync(bench.Education, TestPerson.First);

        var page = (await bench.Records.ExecuteAsync(ResidentBench.Second, null, 20, Cancel)).Required;

        Assert.Equal((0, null, 0), (page.Records.Count, page.Next, page.Unread.Count));
        Assert.Equal(1, bench.Education.Log.Publisher.Published.Head.Size);
    }

    [Fact]
    public async Task Execute_DepartmentThatIsDown_IsNamedBesideTheRecordsOfTheOthers()
    {
        await using var bench = await ResidentBench.OpenAsync();
        var one = await bench.IssueAsync(bench.Education, TestPerson.First);
        await bench.CloseAsync(bench.Health);

        var page = (await bench.Records.ExecuteAsync(ResidentBench.First, null, 20, Cancel)).Required;

        Assert.Equal(one.Id, Assert.Single(page.Records).Entry.Id);
        var unread = Assert.Single(page.Unread);
        Assert.Equal(("health", LogFaults.DepartmentDown.Code), (unread.Department.Id.ToString(), unread.Fault.Code));
    }

    [Fact]
    public async Task Execute_DepartmentThatCannotLog_ShowsNothingOfItAndIsNamed()
    {
        using var folder = new Files.TempFolder();
        StoredEntry two;
        await using (var filled = await ResidentBench.OpenAsync(folder.Root))
        {
            await filled.IssueAsync(filled.Education, TestPerson.First);
            two = await filled.IssueAsync(filled.Health, TestPerson.First, Examples.Immunization);
        }

        var tried = 0;
        for (var failAt = 0; ; failAt++)
        {
            using var copy = new Files.TempFolder();
            ErasureBench.Copy(folder.Root, copy.Root);
            var failpoint = new Failpoint(failAt, Reached.Nothing);
            try
            {
                await using var bench = await ResidentBench.OpenAsync(copy.Root, stores => new FailingStores(stores, failpoint));
                var page = (await bench.Records.ExecuteAsync(ResidentBench.First, null, 20, Cancel)).Required;
                Assert.Contains(page.Records, row => row.Entry.Id == two.Id);
                if (!failpoint.HasFailed)
                {
                    Assert.Equal(2, page.Records.Count);
                    break;
                }

                tried++;
                Assert.Single(page.Records);
                Assert.Equal("education", Assert.Single(page.Unread).Department.Id.ToString());
                Assert.Null(page.Next);
            }
            catch (IOException) when (failpoint.HasFailed)
            {
                // The start failed.
            }
        }

        Assert.True(tried > 0);
    }

    [Fact]
    public async Task Execute_WrongCursor_IsRefusedBeforeAnythingIsLogged()
    {
        await using var bench = await ResidentBench.OpenAsync();
        await bench.IssueAsync(bench.Education, TestPerson.First);

        Refusals.AssertIs(DisclosureFaults.PageUnknown, (await bench.Records.ExecuteAsync(ResidentBench.First, "x", 20, Cancel)).Refusal);
        Assert.Equal(1, bench.Education.Log.Publisher.Published.Head.Size);
    }

    [Fact]
    public async Task Execute_ErasedInOneDepartment_ShowsTheOther()
    {
        await using var bench = await ResidentBench.OpenAsync();
        await bench.IssueAsync(bench.Education, TestPerson.First);
        var two = await bench.IssueAsync(bench.Health, TestPerson.First, Examples.Immunization);
        await ResidentBench.EraseAsync(bench.Education, TestPerson.First);

        var page = (await bench.Records.ExecuteAsync(ResidentBench.First, null, 20, Cancel)).Required;

        Assert.Equal(two.Id, Assert.Single(page.Records).Entry.Id);
        Assert.Empty(page.Unread); // Nobody can say that the department once knew her.
    }

    [Fact]
    public async Task Execute_TenThousandRecords_ArePagedWithoutAGap()
    {
        await using var bench = await ResidentBench.OpenAsync();
        var first = await bench.IssueAsync(bench.Education, TestPerson.First);
        const int Count = 9_999;
        var appended = await Task.WhenAll(Enumerable.Range(0, Count / 3).Select(_ => AppendAsync(bench, first.Subject)));
        appended = [.. appended, .. await Task.WhenAll(Enumerable.Range(0, Count / 3).Select(_ => AppendAsync(bench, first.Subject)))];
        appended = [.. appended, .. await Task.WhenAll(Enumerable.Range(0, Count / 3).Select(_ => AppendAsync(bench, first.Subject)))];

        var listed = new List<long>();
        string? cursor = null;
        do
        {
            var page = (await bench.Records.ExecuteAsync(ResidentBench.First, cursor, OwnPageSize.Largest, Cancel)).Required;
            listed.AddRange(page.Records.Select(row => row.Entry.Index));
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal(appended.Append(first.Index).OrderDescending(), listed);
    }

    // A list opens no payload, so that of these records need not be one.
    private static async Task<long> AppendAsync(ResidentBench bench, SubjectHandle subject)
    {
        var id = RecordId.Create(bench.Clock.GetUtcNow());
        return (await bench.Education.Log.Sequencer.AppendAsync(new AppendRequest
        {
            Id = id,
            Kind = EntryKind.Certificate,
            Commitment = Digest.Sha256("commitment"u8),
            Type = "https://city.example/vct/student-status/1",
            Subject = subject,
            KeyHash = default,
            Fingerprint = default,
            Payload = new byte[80],
        })).Required.Entry.Index;
    }
}
