using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Ledger.Access;
using Ledger.Log;
using Ledger.Statuses;
using Ledger.Tests.Files;
using Ledger.UseCases;
using Ledger.Verify.Entries;

namespace Ledger.Tests.Erasing;

/// <summary>
/// After every step of a random order of issuing, changing, reading, listing, erasing and restarting, what the indexes answer is what a reader of the
/// whole journal finds.
/// </summary>
public sealed class ProjectionProperties
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private enum Step
    {
        Issue,
        Suspend,
        Read,
        ReadAll,
        List,
        Erase,
        Restart,
        Rebuild,
    }

    private static IReadOnlyList<Pupil> Pupils { get; } = [.. Enumerable.Range(1, 4).Select(number => new Pupil($"E0000000{number}"))];

    [Property(MaxTest = 12)]
    public Property Lists_AfterAnyOrderOfSteps_AreThoseOfTheJournal() => Prop.ForAll(
        Gen.Zip(Gen.Elements(Enum.GetValues<Step>()), Gen.Choose(0, Pupils.Count - 1)).ListOf(18).ToArbitrary(),
        steps => RunAsync([.. steps]).GetAwaiter().GetResult());

    private static async Task RunAsync(IReadOnlyList<(Step Step, int Pupil)> steps)
    {
        using var folder = new TempFolder();
        var bench = await ErasureBench.OpenAsync(folder.Root);
        try
        {
            foreach (var (index, (step, pupil)) in steps.Index())
            {
                if (step is Step.Restart or Step.Rebuild)
                {
                    await bench.DisposeAsync();
                    if (step is Step.Rebuild)
                    {
                        DeleteDerived(folder.Root);
                    }

                    bench = await ErasureBench.OpenAsync(folder.Root);
                }
                else
                {
                    await DoAsync(bench, step, Pupils[pupil], index);
                }

                await CompareAsync(bench);
            }
        }
        finally
        {
            await bench.DisposeAsync();
        }
    }

    private static void DeleteDerived(string folder)
    {
        var layout = new Ledger.Departments.DataLayout(folder).Department(Departments.TestDepartments.Id("education"));
        File.Delete(Path.Combine(layout.Root, "ledger.db"));
        File.Delete(layout.DocumentNumbers);
    }

    private static async Task DoAsync(ErasureBench bench, Step step, Pupil pupil, int index)
    {
        if (step is Step.Issue)
        {
            await bench.IssueAsync(pupil, index);
            return;
        }

        if (await bench.FindAsync(pupil) is not { } handle)
        {
            return; // Nothing is known of the pupil yet, or any more.
        }

        var record = (await bench.EntriesOfAsync(handle)).Last(entry => entry.IsRecord).Id;
        var caller = ErasureBench.CallerWith(Role.Issuer);
        switch (step)
        {
            case Step.Suspend:
                var wanted = new StatusRequest(EntryStatus.Suspended, "因信息有误", null);
                await bench.Department.Statuses.ChangeAsync(record, wanted, $"status-{index}", caller.Name, Cancel); // Refused the second time.
                break;
            case Step.Read:
                Assert.Null((await bench.ReadAsync(record)).Refusal);
                break;
            case Step.ReadAll:
                var search = new SearchRequest { Person = pupil.Identity, Filter = new RecordFilter(null, null, null, null), Purpose = ErasureBench.Purpose("payment"), ShowsClaims = true };
                Assert.NotEmpty((await new SearchSubject(bench.Department, caller).ExecuteAsync(search, Cancel)).Required.Claims);
                break;
            case Step.List:
                Assert.NotEmpty((await ListAsync(bench, pupil)).Lines);
                break;
            case Step.Erase:
                await bench.EraseAsync(pupil);
                break;
        }
    }

    private static async Task<DisclosurePage> ListAsync(ErasureBench bench, Pupil pupil) => (await new ListDisclosures(
        bench.Department, ErasureBench.CallerWith(Role.Issuer), Ledger.Purposes.PurposeCatalogue.Shipped, bench.Clock)
        .ExecuteAsync(pupil.Identity, ErasureBench.Purpose("resident-request"), long.MaxValue, 200, Cancel)).Required;

    private static async Task CompareAsync(ErasureBench bench)
    {
        var store = bench.Department.Store;
        var journal = new List<StoredEntry>();
        for (var at = 0L; await store.FindAsync(at, Cancel) is { } entry; at++)
        {
            journal.Add(entry);
        }

        journal.Reverse(); // Newest first, as the lists.
        foreach (var group in journal.GroupBy(entry => entry.About.Subject.IsNone ? entry.Subject : entry.About.Subject).Where(group => !group.Key.IsNone))
        {
            Assert.Equal(Indices(group), Indices(await store.ListBySubjectAsync(group.Key, long.MaxValue, 1000, Cancel)));
        }

        foreach (var group in journal.GroupBy(entry => entry.Id))
        {
            Assert.Equal(Indices(group.Reverse()), Indices(await store.FindByRecordAsync(group.Key, Cancel)));
        }

        foreach (var group in journal.Where(entry => entry.About.Record is not null).GroupBy(entry => entry.About.Record!.Value))
        {
            Assert.Equal(Indices(group), Indices(await store.ListAboutAsync(group.Key, long.MaxValue, 1000, Cancel)));
        }

        Assert.Equal(Indices(journal.Where(entry => entry.Kind is EntryKind.Erasure)), Indices(await store.ListErasuresAsync(long.MaxValue, 1000, Cancel)));
        Assert.Equal(Indices(journal.Where(entry => entry.IsRecord)), Indices(await store.ListRecordsAsync(long.MaxValue, 1000, Cancel)));
        await CompareNumbersAsync(bench, journal);
    }

    /// <summary>Every record in the journal is found by its number, unless its subject was erased.</summary>
    private static async Task CompareNumbersAsync(ErasureBench bench, List<StoredEntry> journal)
    {
        var erased = journal.Where(entry => entry.Kind is EntryKind.Erasure).Select(entry => entry.About.Subject).ToHashSet();
        foreach (var entry in journal.Where(entry => entry.IsRecord))
        {
            var opened = await bench.Department.Opener.OpenAsync(entry, Cancel);
            Assert.Equal(erased.Contains(entry.Subject), opened.Refusal is not null);
            if (opened.Value is { } record)
            {
                var number = record.Claims.Payload.GetProperty("document_number").GetString()!;
                Assert.Contains(entry.Index, Indices(await bench.Department.Documents.FindAsync(number, Cancel)));
            }
        }
    }

    private static List<long> Indices(IEnumerable<StoredEntry> entries) => [.. entries.Select(entry => entry.Index)];
}
