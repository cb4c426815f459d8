using Ledger.Log;
using Ledger.Sharing;
using Ledger.Tests.Erasing;
using Ledger.Tests.Files;
using Ledger.Tests.Log;
using Ledger.Verify.Faults;

namespace Ledger.Tests.UseCases.Residents;

/// <summary>
/// Every write of sharing, ending, complaining and erasing fails in turn, before or after it took effect; the process goes on or dies. After the next
/// start a code that somebody has is logged, what was said to be ended is closed, and nothing of an erased resident is left.
/// </summary>
public sealed class ShareCrashTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Reached, bool> Failures => new() { { Reached.Nothing, false }, { Reached.Nothing, true }, { Reached.All, false }, { Reached.All, true } };

    [Theory, MemberData(nameof(Failures))]
    internal async Task Share_AnyWriteFails_NoCodeWithoutItsEntry(Reached reached, bool isKilled) => await RunAsync(reached, isKilled, 4, async (bench, given) =>
    {
        var made = (await TryAsync(() => bench.Share.ExecuteAsync(ResidentBench.First, ResidentBench.Order(bench.Education, given.Record, "name"), Cancel)))?.Value;
        return async after =>
        {
            var shares = (await after.Shares.ExecuteAsync(ResidentBench.First, Cancel)).Shares;
            Assert.InRange(shares.Count, 1, 2);
            if (made is not null)
            {
                Assert.Null((await after.Opening.ExecuteAsync(made.Code.Symbols, Cancel)).Refusal);
            }

            Assert.Null((await after.Opening.ExecuteAsync(given.Open.Code.Symbols, Cancel)).Refusal); // The earlier one.
            await after.ShareAsync(after.Education, given.Record, "name"); // And the next one.
        };
    });

    [Theory, MemberData(nameof(Failures))]
    internal async Task End_AnyWriteFails_WhatWasSaidToBeEndedIsClosed(Reached reached, bool isKilled) => await RunAsync(reached, isKilled, 1, async (bench, given) =>
    {
        var ended = (await TryAsync(() => bench.End.ExecuteAsync(ResidentBench.First, bench.Education.Profile.Id, given.Open.Entry.Id, Cancel)))?.Value;
        return async after =>
        {
            var opened = await after.Opening.ExecuteAsync(given.Open.Code.Symbols, Cancel);
            Assert.True(ended is null || opened.Refusal?.Fault == SharingFaults.NotOpen);
            Assert.Equal(ShareState.Ended, (await after.End.ExecuteAsync(ResidentBench.First, after.Education.Profile.Id, given.Open.Entry.Id, Cancel)).Required.State);
            Assert.Equal(SharingFaults.NotOpen, (await after.Opening.ExecuteAsync(given.Open.Code.Symbols, Cancel)).Refusal?.Fault);
        };
    });

    [Theory, MemberData(nameof(Failures))]
    internal async Task Complain_AnyWriteFails_IsThereOrWasNotAcknowledged(Reached reached, bool isKilled) => await RunAsync(reached, isKilled, 3, async (bench, given) =>
    {
        const string Words = "我不认识这个窗口。";
        var said = (await TryAsync(() => bench.Complain.ExecuteAsync(ResidentBench.First, bench.Education.Profile.Id, given.Open.Entry.Index, Words, Cancel)))?.Value;
        return async after =>
        {
            var complaints = (await after.Complaints.ExecuteAsync(ResidentBench.First, null, 20, Cancel)).Required.Complaints;
            Assert.InRange(complaints.Count, said is null ? 0 : 1, 1);
            Assert.All(complaints, complaint => Assert.Equal(Words, complaint.Complaint.Complaint!.Text));
            var again = (await after.Complain.ExecuteAsync(ResidentBench.First, after.Education.Profile.Id, given.Open.Entry.Index, Words, Cancel)).Required;
            Assert.Equal(again.Complaint.Entry.Id, (await after.Complaints.ExecuteAsync(ResidentBench.First, null, 20, Cancel)).Required.Complaints.Single().Complaint.Entry.Id);
        };
    });

    [Theory, MemberData(nameof(Failures))]
    internal async Task Erase_AnyWriteFails_TheCodeLeadsNowhereOrTheErasureHasNotBegun(Reached reached, bool isKilled) => await RunAsync(reached, isKilled, 7, async (bench, given) =>
    {
        try
        {
            await ResidentBench.EraseAsync(bench.Education, TestPerson.First);
        }
        catch (Exception problem) when (problem is IOException or Xunit.Sdk.XunitException or InvalidOperationException)
        {
            // Refused or failed.
        }

        return async after =>
        {
            var path = Path.Combine(given.Folder(after), "departments", "education", "shares.list");
            var opened = await after.Opening.ExecuteAsync(given.Open.Code.Symbols, Cancel);
            if ((await after.Education.Erasures.ListAsync(long.MaxValue, 10, Cancel)).Count == 0)
            {
                Assert.Null(opened.Refusal);
                return;
            }

            Assert.Equal(SharingFaults.NotOpen, opened.Refusal?.Fault);
            Assert.DoesNotContain(given.Record.Subject.ToString(), await File.ReadAllTextAsync(path, Cancel), StringComparison.Ordinal);
        };
    });

    private static async Task<T?> TryAsync<T>(Func<ValueTask<T>> work)
        where T : struct
    {
        try
        {
            return await work();
        }
        catch (IOException)
        {
            return null; // The caller gets no answer.
        }
    }

    private static async Task RunAsync(Reached reached, bool isKilled, int leastWrites, Func<ResidentBench, Given, Task<Func<ResidentBench, Task>>> work)
    {
        using var start = new TempFolder();
        Given given;
        await using (var filled = await ResidentBench.OpenAsync(start.Root))
        {
            var record = await filled.IssueAsync(filled.Education, TestPerson.First);
            given = new Given(record, await filled.ShareAsync(filled.Education, record, "name"));
        }

        var failAt = 0;
        for (var hasFailed = true; hasFailed; failAt++)
        {
            using var folder = new TempFolder();
            using var killed = new TempFolder();
            ErasureBench.Copy(start.Root, folder.Root);
            var failpoint = new Failpoint(failAt, reached);
            var left = folder.Root;
            Func<ResidentBench, Task>? check = null;
            try
            {
                await using var bench = await ResidentBench.OpenAsync(folder.Root, stores => new FailingStores(stores, failpoint));
                check = await work(bench, given);
                if (isKilled)
                {
                    ErasureBench.Copy(folder.Root, killed.Root);
                    left = killed.Root;
                }
            }
            catch (IOException) when (failpoint.HasFailed)
            {
                // The start failed.
            }

            given.Folders.Add(left);
            await using var after = await ResidentBench.OpenAsync(left);
            await (check?.Invoke(after) ?? Task.CompletedTask);
            hasFailed = failpoint.HasFailed;
        }

        Assert.True(failAt > leastWrites, $"Only {failAt} writes were tried.");
    }

    internal sealed record Given(StoredEntry Record, MadeShare Open)
    {
        public List<string> Folders { get; } = [];

        public string Folder(ResidentBench _) => Folders[^1];
    }
}
