using Ledger.Log;
using Ledger.Sealing;
using Ledger.Tests.Files;
using Ledger.Tests.Log;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Tests.Erasing;

/// <summary>
/// Every write of an erasure and of a disclosure fails in turn, before or after it took effect; the process goes on or dies. After the next start an
/// erasure has not begun or is complete, and a disclosure was logged or nothing was shown.
/// </summary>
public sealed class ErasureCrashTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Reached, bool> Failures => new() { { Reached.Nothing, false }, { Reached.Nothing, true }, { Reached.All, false }, { Reached.All, true } };

    [Theory, MemberData(nameof(Failures))]
    internal async Task Approve_AnyWriteFails_TheNextStartHasErasedOrNotBegun(Reached reached, bool isKilled)
    {
        using var start = new TempFolder();
        var (ann, ben) = await FillAsync(start.Root);
        var failAt = 0;
        for (var hasFailed = true; hasFailed; failAt++)
        {
            using var folder = new TempFolder();
            ErasureBench.Copy(start.Root, folder.Root);
            hasFailed = await ApproveOnceAsync(folder.Root, new Failpoint(failAt, reached), isKilled, ann, ben);
        }

        Assert.True(failAt > 7, $"Only {failAt} writes were tried.");
    }

    [Theory, MemberData(nameof(Failures))]
    internal async Task Read_AnyWriteFails_ShowsNothingThatIsNotLogged(Reached reached, bool isKilled)
    {
        using var start = new TempFolder();
        var (ann, _) = await FillAsync(start.Root);
        var failAt = 0;
        for (var hasFailed = true; hasFailed; failAt++)
        {
            using var folder = new TempFolder();
            ErasureBench.Copy(start.Root, folder.Root);
            hasFailed = await ReadOnceAsync(folder.Root, new Failpoint(failAt, reached), isKilled, ann);
        }

        Assert.True(failAt > 3, $"Only {failAt} writes were tried.");
    }

    private static async Task<(StoredEntry Ann, StoredEntry Ben)> FillAsync(string folder)
    {
        await using var bench = await ErasureBench.OpenAsync(folder);
        var ann = await bench.IssueAsync(Pupil.Ann, 1);
        await bench.IssueAsync(Pupil.Ann, 2);
        var ben = await bench.IssueAsync(Pupil.Ben, 1);
        Assert.Null((await bench.ReadAsync(ann.Id)).Refusal);
        await bench.AskAsync(Pupil.Ann);
        return (ann, ben);
    }

    private static async Task<bool> ApproveOnceAsync(string folder, Failpoint failpoint, bool isKilled, StoredEntry ann, StoredEntry ben)
    {
        using var killed = new TempFolder();
        var left = folder;
        try
        {
            await using var bench = await ErasureBench.OpenAsync(folder, wrap: stores => new FailingStores(stores, failpoint));
            var asked = (await bench.Department.Erasures.ReadBookAsync(Cancel)).Asked.Single();
            try
            {
                var approved = await bench.ApproveAsync(asked.Id);
                Assert.Equal(failpoint.HasFailed, approved.Refusal is not null);
            }
            catch (IOException) when (failpoint.HasFailed)
            {
                // The certificate is logged, and a later step failed.
            }

            if (isKilled)
            {
                ErasureBench.Copy(folder, killed.Root);
                left = killed.Root;
            }
        }
        catch (IOException) when (failpoint.HasFailed)
        {
            // The start failed.
        }

        await using var after = await ErasureBench.OpenAsync(left);
        await CheckErasedOrNotBegunAsync(after, ann);
        Assert.Null((await after.ReadAsync(ben.Id)).Refusal);
        Assert.NotEmpty(after.Department.Store.Find(IndexOf(Pupil.Ben, 1)));
        return failpoint.HasFailed;
    }

    private static async Task CheckErasedOrNotBegunAsync(ErasureBench bench, StoredEntry ann)
    {
        var certificates = await bench.Department.Erasures.ListAsync(long.MaxValue, 10, Cancel);
        var book = await bench.Department.Erasures.ReadBookAsync(Cancel);
        var read = await bench.ReadAsync(ann.Id);
        if (certificates.Count == 0)
        {
            Assert.Null(read.Refusal);
            Assert.NotNull(await bench.FindAsync(Pupil.Ann));
            var certificate = await bench.ApproveAsync(Assert.Single(book.Asked).Id); // And it can still be done.
            Assert.Equal(4, certificate.Required.Certificate!.Commitments); // Two records, the read before, and the one above.
            return;
        }

        var erased = Assert.Single(certificates);
        Assert.Equal(SealingFaults.SubjectErased, read.Refusal?.Fault);
        Assert.Null(await bench.FindAsync(Pupil.Ann));
        Assert.Empty(book.Asked);
        Assert.Empty(bench.Department.Store.Find(IndexOf(Pupil.Ann, 1)));
        Assert.Empty(bench.Department.Store.Find(IndexOf(Pupil.Ann, 2)));
        Assert.Equal(3, erased.Certificate!.Commitments);
        Assert.Equal(erased.Entry.Id, (await bench.ApproveAsync(erased.Entry.Id)).Required.Entry.Id);
        Assert.Equal(erased.Entry.Id, (await bench.Department.Erasures.FindAsync(ann.Subject, Cancel))?.Entry.Id);
    }

    private static async Task<bool> ReadOnceAsync(string folder, Failpoint failpoint, bool isKilled, StoredEntry ann)
    {
        using var killed = new TempFolder();
        var left = folder;
        var wasShown = false;
        try
        {
            await using var bench = await ErasureBench.OpenAsync(folder, wrap: stores => new FailingStores(stores, failpoint));
            wasShown = (await bench.ReadAsync(ann.Id)).Value?.Claims is not null;
            if (isKilled)
            {
                ErasureBench.Copy(folder, killed.Root);
                left = killed.Root;
            }
        }
        catch (IOException) when (failpoint.HasFailed)
        {
            // The start failed.
        }

        await using var after = await ErasureBench.OpenAsync(left);
        var logged = (await after.EntriesOfAsync(ann.Subject)).Count(entry => entry.Kind is EntryKind.Disclosure) - 1; // One is from before.
        Assert.True(logged is 0 or 1);
        Assert.True(!wasShown || logged == 1, "Claims were shown, and the log does not know it.");
        return failpoint.HasFailed;
    }

    private static Digest IndexOf(Pupil pupil, int number) => new BlindIndexes(ErasureBench.Master).ForDocument(
        $"https://city.example/vct/student-status\0{string.Concat(pupil.DocumentNumber(number).Where(letter => !char.IsWhiteSpace(letter))).ToUpperInvariant()}");
}
