using Ledger.Erasing;
using Ledger.Statuses;
using Ledger.Tests.Files;
using Ledger.Tests.Issuing;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;

namespace Ledger.Tests.Erasing;

/// <summary>What an erasure meets: other requests for the same person, holds, records that are issued at the same time.</summary>
public sealed class ErasureDeskTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AskAndHold_SubjectErasedSinceItWasFound_AreRefused()
    {
        await using var bench = await ErasureBench.OpenAsync(_folder.Root);
        await bench.IssueAsync(Pupil.Ann, 1);
        var found = (await bench.FindAsync(Pupil.Ann))!.Value;
        await bench.EraseAsync(Pupil.Ann);

        var asked = await bench.Department.Erasures.AskAsync(found, ErasureBasis.Objection, null, "desk-3", Cancel);
        var held = await bench.Department.Erasures.HoldAsync(found, "law", new DateOnly(2030, 1, 1), "desk-3", Cancel);

        Refusals.AssertIs(ErasureFaults.SubjectUnknown, asked.Refusal);
        Refusals.AssertIs(ErasureFaults.SubjectUnknown, held.Refusal);
        Assert.Equal(ErasureBook.Empty.Asked, (await bench.Department.Erasures.ReadBookAsync(Cancel)).Asked);
    }

    [Fact]
    public async Task Approve_WhileTheSameResidentGetsRecords_CountsOrRefusesEachOfThem()
    {
        await using var bench = await ErasureBench.OpenAsync(_folder.Root);
        await bench.IssueAsync(Pupil.Ann, 0);
        var old = (await bench.FindAsync(Pupil.Ann))!.Value;
        var asked = await bench.AskAsync(Pupil.Ann);

        var issuing = Enumerable.Range(1, 60).Select(number => Task.Run(async () => await bench.TryIssueAsync(Pupil.Ann, number), Cancel)).ToList();
        var certificate = (await bench.ApproveAsync(asked.Id)).Required;
        var issued = await Task.WhenAll(issuing);

        Assert.All(issued, one => Assert.True(one.Refusal is null || one.Refusal.Fault == ErasureFaults.BeingErased, one.Refusal?.Fault.Code));
        var entries = issued.Select(one => one.Value?.Entry).OfType<Ledger.Log.StoredEntry>().ToList();
        var counted = entries.Where(entry => entry.Subject == old).ToList();
        Assert.Equal(1 + counted.Count, certificate.Certificate!.Commitments);
        Assert.All(counted, entry => Assert.True(entry.Index < certificate.Entry.Index));
        foreach (var entry in entries)
        {
            var opened = await bench.Department.Opener.OpenAsync(entry, Cancel);
            Assert.Equal(entry.Subject == old ? SealingFaults.SubjectErased : null, opened.Refusal?.Fault);
        }
    }

    [Fact]
    public async Task Approve_ByManyAtOnce_GivesOneCertificate()
    {
        await using var bench = await ErasureBench.OpenAsync(_folder.Root);
        await bench.IssueAsync(Pupil.Ann, 1);
        var asked = await bench.AskAsync(Pupil.Ann);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => bench.ApproveAsync(asked.Id), Cancel)));

        var entry = Assert.Single(await bench.Department.Store.ListErasuresAsync(long.MaxValue, 10, Cancel));
        Assert.All(answers, answer => Assert.Equal(entry.Index, answer.Required.Entry.Index));
        Assert.Equal(EntryKind.Erasure, entry.Kind);
    }

    [Fact]
    public async Task Approve_ByTheOneWhoAsked_IsRefusedAndErasesNothing()
    {
        await using var bench = await ErasureBench.OpenAsync(_folder.Root);
        var entry = await bench.IssueAsync(Pupil.Ann, 1);
        var asked = await bench.AskAsync(Pupil.Ann);

        var refused = await bench.Department.Erasures.ApproveAsync(asked.Id, ErasureBench.Asker, (_, _) => true, ErasureBench.BackupsGoneBy, Cancel);

        Refusals.AssertIs(ErasureFaults.SecondPersonNeeded, refused.Refusal);
        Assert.Null((await bench.ReadAsync(entry.Id)).Refusal);
    }

    [Fact]
    public async Task Approve_HoldPlacedAfterTheRequest_WinsUntilItEndsOrIsReleased()
    {
        await using var bench = await ErasureBench.OpenAsync(_folder.Root);
        await bench.IssueAsync(Pupil.Ann, 1);
        await bench.IssueAsync(Pupil.Ben, 1);
        var (ann, ben) = (await bench.AskAsync(Pupil.Ann), await bench.AskAsync(Pupil.Ben));
        await HoldAsync(bench, Pupil.Ann, new DateOnly(2026, 12, 10));
        var released = await HoldAsync(bench, Pupil.Ben, new DateOnly(2030, 1, 1));

        Refusals.AssertIs(ErasureFaults.HeldByLaw, (await bench.ApproveAsync(ann.Id)).Refusal, "/subject");
        Refusals.AssertIs(ErasureFaults.HeldByLaw, (await bench.ApproveAsync(ben.Id)).Refusal, "/subject");

        var after = await bench.Department.Erasures.ReleaseAsync(released.Id, "desk-7", Cancel);
        Assert.Equal("desk-7", after.Required.ReleasedBy);
        Assert.Null((await bench.ApproveAsync(ben.Id)).Refusal);
        bench.Clock.Advance(TimeSpan.FromDays(10)); // The eleventh.
        Assert.Null((await bench.ApproveAsync(ann.Id)).Refusal);
    }

    [Fact]
    public async Task Issue_AfterAnErasure_MakesANewSubjectThatCanBeErasedAgain()
    {
        await using var bench = await ErasureBench.OpenAsync(_folder.Root);
        var before = await bench.IssueAsync(Pupil.Ann, 1);
        await bench.EraseAsync(Pupil.Ann);

        var after = await bench.IssueAsync(Pupil.Ann, 2);

        Assert.NotEqual(before.Subject, after.Subject);
        Assert.Null((await bench.ReadAsync(after.Id)).Refusal);
        Refusals.AssertIs(SealingFaults.SubjectErased, (await bench.Department.Opener.OpenAsync(before, Cancel)).Refusal);
        var second = await bench.EraseAsync(Pupil.Ann);
        Assert.Equal(2, second.Certificate!.Commitments); // The record, and the read.
    }

    [Fact]
    public async Task Change_ErasedRecord_CanBeRevokedWithAReasonThatIsTheDepartmentsOwn()
    {
        await using var bench = await ErasureBench.OpenAsync(_folder.Root);
        var record = await bench.IssueAsync(Pupil.Ann, 1);
        await bench.EraseAsync(Pupil.Ann);

        var revoked = (await bench.Department.Statuses.ChangeAsync(
            record.Id, new StatusRequest(EntryStatus.Revoked, "issued in error", null), "revoke-1", "desk-3", Cancel)).Required.Entry;

        Assert.Equal((record.Id, EntryStatus.Revoked), (revoked.Id, revoked.Status));
        Assert.NotEqual(record.Subject, revoked.Subject); // The reason is encrypted for a key that is still there.
        Refusals.AssertIs(SealingFaults.SubjectErased, (await bench.Department.Opener.OpenAsync(record, Cancel)).Refusal);
    }

    private static async Task<LegalHold> HoldAsync(ErasureBench bench, Pupil pupil, DateOnly until) =>
        (await bench.Department.Erasures.HoldAsync((await bench.FindAsync(pupil))!.Value, "Archives Law, article 14", until, "desk-3", Cancel)).Required;
}
