using System.Collections.Concurrent;
using Ledger.Log;
using Ledger.Tests.Issuing;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;

namespace Ledger.Tests.UseCases;

/// <summary>An erasure while the same resident's records are issued and read: nothing acknowledged is neither counted nor readable.</summary>
public sealed class ConcurrentErasureTests
{
    private const int Threads = 4;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Issue_SealedBeforeAndAppendedAfterTheErasure_IsRefused()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        await bench.IssueForAsync(TestPerson.First);
        bench.BeforeNextSeal(async () => await bench.EraseAsync(TestPerson.First));
        using var request = bench.RequestFor(TestPerson.First);

        var issued = await bench.IssueAsync(request);

        Refusals.AssertIs(ErasureFaults.BeingErased, issued.Refusal);
        Assert.Equal(2, bench.LogSize); // The first record and the certificate.
        Assert.Null((await bench.IssueAsync(request)).Refusal); // Sent again, it is for a new handle.
    }

    [Fact]
    public async Task Issue_BehindTheCertificateInTheQueue_IsRefused()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var issued = await bench.IssueForAsync(TestPerson.First);
        var asked = (await bench.AskErasureAsync(TestPerson.First)).Required;
        var gate = bench.HoldCommits();
        var held = bench.IssueForAsync(TestPerson.Second);
        await gate.Entered;
        var approving = bench.ApproveAsync(asked.Id).AsTask();
        using var request = bench.RequestFor(TestPerson.First);
        var issuing = bench.IssueAsync(request).AsTask();
        var reading = bench.ReadAsync(issued.Id).AsTask();
        gate.Open();

        Refusals.AssertIs(ErasureFaults.BeingErased, (await issuing).Refusal);
        Refusals.AssertIs(ErasureFaults.BeingErased, (await reading).Refusal);
        Assert.Equal(1, (await approving).Required.Erasure.Certificate!.Commitments);
        await held;
    }

    // The number of entries was counted while a further one was on its way to the disk.
    [Fact]
    public async Task Approve_RecordThatIsBeingCommitted_IsCounted()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        await bench.IssueForAsync(TestPerson.First);
        var asked = (await bench.AskErasureAsync(TestPerson.First)).Required;
        var gate = bench.HoldCommits();
        var committing = bench.IssueForAsync(TestPerson.First);
        await gate.Entered;
        var approving = bench.ApproveAsync(asked.Id).AsTask();
        gate.Open();

        var late = await committing;
        var certificate = (await approving).Required.Erasure;

        Assert.Equal((2L, 2L), (certificate.Certificate!.Commitments, certificate.Entry.Index));
        Assert.Equal(SealingFaults.SubjectErased, (await bench.Department.Opener.OpenAsync(await bench.EntryAsync(late.Index), Cancel)).Refusal?.Fault);
    }

    [Fact]
    public async Task Approve_WhileSeveralThreadsIssueAndRead_CountsEverythingThatWasAcknowledged()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var first = await bench.IssueForAsync(TestPerson.First);
        var old = (await bench.EntryAsync(first.Index)).Subject;
        var asked = (await bench.AskErasureAsync(TestPerson.First)).Required;
        var acknowledged = new ConcurrentBag<long>([first.Index]);
        var refused = new ConcurrentBag<Fault>();
        var shown = 0;
        var (busy, erased) = (new TaskCompletionSource(), new TaskCompletionSource());

        var issuing = Enumerable.Range(0, Threads).Select(_ => Task.Run(IssueAsync, Cancel)).ToList();
        var reading = Task.Run(ReadAsync, Cancel);
        await Task.WhenAny([busy.Task, .. issuing]);
        var approved = await bench.ApproveAsync(asked.Id);
        erased.SetResult();
        await Task.WhenAll([.. issuing, reading]);
        var certificate = approved.Required.Erasure;

        var entries = new List<StoredEntry>();
        for (var index = 0L; index < bench.LogSize; index++)
        {
            entries.Add(await bench.EntryAsync(index));
        }

        Assert.Equal(entries.Where(entry => entry.IsRecord).Select(entry => entry.Index), acknowledged.Order());
        Assert.Equal(entries.Count(entry => entry.Subject == old), certificate.Certificate!.Commitments);
        Assert.Equal(entries.Count(entry => entry.Kind is EntryKind.Disclosure), shown);
        Assert.Contains(entries, entry => entry.Kind is EntryKind.Disclosure && entry.Subject == old);
        Assert.All(entries.Where(entry => entry.Subject == old), entry => Assert.True(entry.Index < certificate.Entry.Index));
        foreach (var entry in entries.Where(entry => entry.IsRecord))
        {
            Assert.Equal(entry.Subject == old ? SealingFaults.SubjectErased : null, (await bench.Department.Opener.OpenAsync(entry, Cancel)).Refusal?.Fault);
        }

        var later = entries.Where(entry => entry.IsRecord && entry.Subject != old).ToList();
        Assert.True(later.Count >= Threads); // Each thread went on after the erasure.
        Assert.Single(later.Select(entry => entry.Subject).Distinct());
        Assert.All(refused, fault => Assert.Contains(fault, new[] { ErasureFaults.BeingErased, SealingFaults.SubjectErased }));

        async Task IssueAsync()
        {
            for (var (i, after) = (0, 0); after < 5; i++)
            {
                after += erased.Task.IsCompleted ? 1 : 0; // Read before the request, so it is sealed after the erasure.
                using var request = bench.RequestFor(TestPerson.First);
                Note(await bench.Department.Records.AppendAsync(request));
                if (i == 20)
                {
                    busy.TrySetResult();
                }
            }
        }

        async Task ReadAsync()
        {
            while (!erased.Task.IsCompleted)
            {
                var read = await bench.ReadAsync(first.Id);
                if (read.Refusal is { } refusal)
                {
                    refused.Add(refusal.Fault);
                }
                else
                {
                    shown++;
                }
            }
        }

        void Note(Outcome<Appended> appended)
        {
            if (appended.Refusal is { } refusal)
            {
                refused.Add(refusal.Fault);
            }
            else
            {
                acknowledged.Add(appended.Required.Entry.Index);
            }
        }
    }
}
