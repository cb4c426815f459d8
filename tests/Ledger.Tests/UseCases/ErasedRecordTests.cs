using Ledger.Access;
using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Purposes;
using Ledger.Statuses;
using Ledger.Tests.Issuing;
using Ledger.UseCases;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;

namespace Ledger.Tests.UseCases;

/// <summary>What each use case answers about a resident who was erased.</summary>
public sealed class ErasedRecordTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_ClaimsOfAnErasedPerson_NamesDayAndCertificate()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var issued = await bench.IssueForAsync(TestPerson.First);
        bench.Clock.Advance(TimeSpan.FromDays(3));
        var certificate = (await bench.EraseAsync(TestPerson.First)).Erasure.Entry;
        bench.Clock.Advance(TimeSpan.FromDays(3));
        var before = bench.LogSize;

        var read = (await bench.ReadAsync(issued.Id)).Refusal;
        var fetched = (await FetchAsync(bench, issued.Id, UseCaseBench.Purpose)).Refusal;
        var withoutClaims = (await FetchAsync(bench, issued.Id, UseCaseBench.Purpose)).Refusal;

        Assert.All([read, fetched, withoutClaims], refusal =>
        {
            Refusals.AssertIs(SealingFaults.SubjectErased, refusal, "");
            Assert.All([refusal!.Violations[0].Message.Zh, refusal.Violations[0].Message.En], text =>
            {
                Assert.Contains(certificate.Id.ToString(), text, StringComparison.Ordinal);
                Assert.Contains("2027-01-18", text, StringComparison.Ordinal);
            });
        });
        Assert.Equal(before, bench.LogSize); // Nothing was shown, so nothing is logged.
    }

    [Theory]
    [InlineData(Role.Issuer)]
    [InlineData(Role.Auditor)]
    public async Task Read_WithoutClaims_ShowsTheRecordWithTheCertificateAndItsProof(Role role)
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var (issued, other) = (await bench.IssueForAsync(TestPerson.First), await bench.IssueForAsync(TestPerson.Second));
        await bench.SuspendAsync(issued.Id);
        var erased = await bench.EraseAsync(TestPerson.First);

        var read = (await new ReadRecord(bench.Department, UseCaseBench.CallerWith(role)).ExecuteAsync(issued.Id, asOf: null, purpose: null, Cancel)).Required;
        var readOther = (await new ReadRecord(bench.Department, UseCaseBench.CallerWith(role)).ExecuteAsync(other.Id, asOf: null, purpose: null, Cancel)).Required;

        Assert.Equal((EntryStatus.Suspended, null, null), (read.Status, read.Claims, read.Details)); // The reason was the resident's, too.
        Assert.Equal(erased.Erasure.Text, read.Erasure?.Erasure.Text);
        bench.AssertProves(read.Erasure!.Erasure.Entry, read.Erasure.Proof);
        Assert.Null(readOther.Erasure);
    }

    [Fact]
    public async Task History_OfAnErasedRecord_ShowsItsEventsAndTheCertificate()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var (issued, other) = (await bench.IssueForAsync(TestPerson.First), await bench.IssueForAsync(TestPerson.Second));
        await bench.SuspendAsync(issued.Id);
        var erased = await bench.EraseAsync(TestPerson.First);

        foreach (var role in ReadHistory.Roles)
        {
            var history = (await new ReadHistory(bench.Department, UseCaseBench.CallerWith(role)).ExecuteAsync(issued.Id, Cancel)).Required;

            Assert.Equal([EntryKind.Certificate, EntryKind.Status], history.Events.Select(visible => visible.Event.Entry.Kind));
            Assert.All(history.Events, visible => Assert.Null(visible.Details));
            Assert.All(history.Events, visible => bench.AssertProves(visible.Event.Entry, visible.Event.Proof));
            Assert.Equal(erased.Erasure.Entry.Id, history.Erasure?.Erasure.Entry.Id);
        }

        Assert.Null((await new ReadHistory(bench.Department, UseCaseBench.CallerWith(Role.Issuer)).ExecuteAsync(other.Id, Cancel)).Required.Erasure);
    }

    // The ids of reads are in the public log. Their history would tell which of them are about one resident.
    [Fact]
    public async Task History_OfAReadOrACertificate_IsRefused()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var issued = await bench.IssueForAsync(TestPerson.First);
        await bench.ReadAsync(issued.Id);
        var erased = await bench.EraseAsync(TestPerson.First);

        foreach (var id in new[] { (await bench.EntryAsync(1)).Id, erased.Erasure.Entry.Id })
        {
            var read = await new ReadHistory(bench.Department, UseCaseBench.CallerWith(Role.Verifier)).ExecuteAsync(id, Cancel);
            Refusals.AssertIs(ProvingFaults.RecordNotFound, read.Refusal);
        }
    }

    [Fact]
    public async Task Search_ErasedPerson_IsEmpty()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        await bench.IssueForAsync(TestPerson.First);
        await bench.EraseAsync(TestPerson.First);
        var request = new SearchRequest { Person = TestPerson.First.Identity, Filter = new RecordFilter(null, null, null, null), Purpose = UseCaseBench.Purpose };
        var before = bench.LogSize;

        var found = (await new SearchSubject(bench.Department, UseCaseBench.CallerWith(Role.Issuer)).ExecuteAsync(request, Cancel)).Required;
        var looked = (await List(bench).ExecuteAsync(TestPerson.First.Identity, UseCaseBench.Purpose, long.MaxValue, 50, Cancel)).Required;

        Assert.Equal((0, 0, 0), (found.Page.Records.Count, found.Claims.Length, looked.Lines.Count));
        Assert.Equal(before, bench.LogSize);
        Refusals.AssertIs(ErasureFaults.SubjectUnknown, (await bench.AskErasureAsync(TestPerson.First)).Refusal);
    }

    [Fact]
    public async Task ListDisclosures_OfAnErasedRecord_IsRefused()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var issued = await bench.IssueForAsync(TestPerson.First);
        await bench.ReadAsync(issued.Id);
        await bench.EraseAsync(TestPerson.First);
        var before = bench.LogSize;

        Refusals.AssertIs(SealingFaults.SubjectErased, (await List(bench).ExecuteAsync(issued.Id, UseCaseBench.Purpose, long.MaxValue, 50, Cancel)).Refusal);
        Assert.Equal(before, bench.LogSize);
    }

    [Fact]
    public async Task ChangeStatus_OfAnErasedRecord_Works()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var issued = await bench.IssueForAsync(TestPerson.First);
        await bench.EraseAsync(TestPerson.First);
        var before = bench.LogSize;

        var changed = await new ChangeStatus(bench.Department, UseCaseBench.CallerWith(Role.Issuer)).ExecuteAsync(
            issued.Id, new StatusRequest(EntryStatus.Revoked, UseCaseBench.Reason, null), "revoke", TimeSpan.Zero, Cancel);

        // Somebody may still hold the bundle. The reason is the department's own paper, because the resident's key is gone.
        Assert.Equal((EntryStatus.Revoked, before + 1), (changed.Required.Entry.Status, bench.LogSize));
        Assert.NotEqual((await bench.EntryAsync(issued.Index)).Subject, changed.Required.Entry.Subject);
        var history = (await new ReadHistory(bench.Department, UseCaseBench.CallerWith(Role.Auditor)).ExecuteAsync(issued.Id, Cancel)).Required;
        Assert.Equal(UseCaseBench.Reason, history.Events[^1].Details?.Reason);
    }

    [Fact]
    public async Task Issue_AfterTheErasure_GetsANewHandleAndWorks()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var old = await bench.IssueForAsync(TestPerson.First, change: SetNumber);
        var first = await bench.EraseAsync(TestPerson.First);

        var again = await bench.IssueForAsync(TestPerson.First, change: SetNumber); // The document number is free again.

        Assert.NotEqual((await bench.EntryAsync(old.Index)).Subject, (await bench.EntryAsync(again.Index)).Subject);
        Assert.Equal(TestPerson.First.Name, (await bench.ReadAsync(again.Id)).Required.Claims?.GetProperty("name").GetString());
        Refusals.AssertIs(SealingFaults.SubjectErased, (await bench.ReadAsync(old.Id)).Refusal, "");
        var request = new SearchRequest { Person = TestPerson.First.Identity, Filter = new RecordFilter(null, null, null, null), Purpose = UseCaseBench.Purpose };
        var found = (await new SearchSubject(bench.Department, UseCaseBench.CallerWith(Role.Issuer)).ExecuteAsync(request, Cancel)).Required;
        Assert.Equal([again.Id], found.Page.Records.Select(record => record.Entry.Id));

        var second = await bench.EraseAsync(TestPerson.First);
        Assert.Equal((1, 3), (first.Erasure.Certificate!.Commitments, second.Erasure.Certificate!.Commitments)); // The new record, the read of it, and the search.

        static void SetNumber(System.Text.Json.Nodes.JsonObject json) => json["claims"]!["document_number"] = "学籍〔2026〕唯一号";
    }

    [Fact]
    public async Task Issue_TheSameNumberForAnErasedAndAnotherPerson_IsRefusedBeforeAndAllowedAfter()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        await bench.IssueForAsync(TestPerson.First, change: SetNumber);
        using var before = bench.RequestFor(TestPerson.Second, change: SetNumber);
        Refusals.AssertIs(IssuingFaults.DocumentIssuedBefore, (await bench.IssueAsync(before)).Refusal, "/claims/document_number");

        await bench.EraseAsync(TestPerson.First);

        using var after = bench.RequestFor(TestPerson.Second, change: SetNumber);
        Assert.Null((await bench.IssueAsync(after)).Refusal);

        static void SetNumber(System.Text.Json.Nodes.JsonObject json) => json["claims"]!["document_number"] = "学籍〔2026〕唯一号";
    }

    [Fact]
    public async Task Subject_OfAnErasedPerson_CannotBeFoundAndHasNoKey()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var entry = await bench.EntryAsync((await bench.IssueForAsync(TestPerson.First)).Index);
        Assert.Equal(entry.Subject, await bench.Department.Subjects.FindAsync(TestPerson.First.Identity, Cancel));

        await bench.EraseAsync(TestPerson.First);

        Assert.Equal(default(SubjectHandle?), await bench.Department.Subjects.FindAsync(TestPerson.First.Identity, Cancel));
        Assert.Equal(SealingFaults.SubjectErased, (await bench.Department.Opener.OpenAsync(entry, Cancel)).Refusal?.Fault);
    }

    private static ListDisclosures List(UseCaseBench bench) => new(bench.Department, UseCaseBench.CallerWith(Role.Issuer), PurposeCatalogue.Shipped, bench.Clock);

    private static ValueTask<Outcome<FetchedBundle>> FetchAsync(UseCaseBench bench, RecordId id, ReadPurpose? purpose) =>
        new FetchBundle(bench.Department, UseCaseBench.CallerWith(Role.Issuer)).ExecuteAsync(id, null, purpose, TimeSpan.Zero, Cancel);
}
