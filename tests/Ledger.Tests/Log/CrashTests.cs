using Ledger.Log;
using Ledger.Verify.Faults;

namespace Ledger.Tests.Log;

/// <summary>
/// The writer fails once, at every write that an answer waits for, in turn: the commit, each tile, each rename, the head lock, the checkpoint. It stops,
/// or the process dies. A restart rolls forward. No acknowledged entry is lost, and no two signed heads contradict each other. The tests of the store
/// cover disk failures of the journal and of LiteDB, and <see cref="PowerCutTests"/> what a disk loses that was not flushed.
/// </summary>
public sealed class CrashTests(LongLog longLog) : IClassFixture<LongLog>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // Sizes around the edge of a tile, where full tiles replace partial ones, and in the middle of a tile.
    public static TheoryData<int, int, Reached, bool> Work
    {
        get
        {
            var data = new TheoryData<int, int, Reached, bool>();
            foreach (var (before, count) in new[] { (0, 2), (100, 2), (255, 1), (256, 1), (254, 3) })
            {
                foreach (var reached in Enum.GetValues<Reached>())
                {
                    data.Add(before, count, reached, false);
                    data.Add(before, count, reached, true);
                }
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Work))]
    public async Task Write_Fails_RestartRollsForward(int before, int count, Reached reached, bool isKilled)
    {
        using var start = new LogFolder();
        var acknowledged = await (before == 0 ? Task.FromResult(new List<Appended>()) : start.FillAsync(before));

        await FailAtEveryWriteAsync(start, before, acknowledged, count, reached, isKilled);
    }

    // 65,535 → 65,536: one entry fills a tile on every level.
    [Theory]
    [InlineData(Reached.Nothing, false)]
    [InlineData(Reached.Half, true)]
    [InlineData(Reached.All, true)]
    public Task Write_FailsWhereThreeLevelsBecomeFull_RestartRollsForward(Reached reached, bool isKilled) =>
        FailAtEveryWriteAsync(longLog.Folder, LongLog.Size, longLog.Newest, 1, reached, isKilled);

    private static async Task FailAtEveryWriteAsync(LogFolder start, int size, List<Appended> known, int count, Reached reached, bool isKilled)
    {
        var failAt = 0;
        for (var hasFailed = true; hasFailed; failAt++)
        {
            using var folder = start.Copy();
            hasFailed = await FailOnceAsync(folder, size, known, count, new Failpoint(failAt, reached), isKilled);
        }

        Assert.True(failAt > 5, $"Only {failAt} writes were tried.");
    }

    private static async Task<bool> FailOnceAsync(
        LogFolder folder, int size, List<Appended> known, int count, Failpoint failpoint, bool isKilled)
    {
        var (acknowledged, signed, left) = await UntilFailureAsync(folder, size, known, count, failpoint, isKilled);
        using var copy = left;
        await using var log = await (left ?? folder).OpenAsync(count);
        await log.CheckAllAsync(acknowledged, signed);

        // The client repeats both unanswered and answered requests.
        var answers = (await log.AppendAsync(size, count)).Select(outcome => outcome.Required).ToList();
        Assert.Equal(Enumerable.Range(size, count).Select(i => (long)i), answers.Select(answer => answer.Entry.Index).Order());
        Assert.All(acknowledged.Skip(known.Count), first => Assert.Contains(answers, again => again.IsRepeat && again.Entry.Index == first.Entry.Index));
        Assert.Equal(size + count, (await log.Store.ReadHeadAsync(Cancel)).Size);
        await log.CheckAllAsync([.. known, .. answers], signed);
        return failpoint.HasFailed;
    }

    private static async Task<(List<Appended> Acknowledged, List<string> Signed, LogFolder? Left)> UntilFailureAsync(
        LogFolder folder, int size, List<Appended> known, int count, Failpoint failpoint, bool isKilled)
    {
        var acknowledged = new List<Appended>(known);
        OpenLog log;
        try
        {
            log = await folder.OpenAsync(count, failpoint: failpoint);
        }
        catch (IOException) when (failpoint.HasFailed)
        {
            return (acknowledged, [], null);
        }

        LogFolder? left;
        await using (log)
        {
            var outcomes = await log.AppendAsync(size, count);
            acknowledged.AddRange(outcomes.Select(outcome => outcome.Value).OfType<Appended>());
            Assert.All(outcomes, outcome => Assert.Equal(failpoint.HasFailed ? LogFaults.WriterStopped : null, outcome.Refusal?.Fault));
            if (failpoint.HasFailed)
            {
                var next = await log.Sequencer.AppendAsync(Requests.Number(9999));
                Assert.Equal(LogFaults.WriterStopped, next.Refusal?.Fault);
            }

            left = isKilled ? folder.Copy() : null;
        }

        return (acknowledged, log.Checkpoints, left);
    }
}

/// <summary>
/// A log of 65,535 entries, created once. Only the last entries are checked one by one; if all tiles are right, the others are, too.
/// </summary>
public sealed class LongLog : IAsyncLifetime
{
    public const int Size = 65_535;

    private const int Kept = 300;
    private const int Step = 4096;

    internal LogFolder Folder { get; } = new();

    internal List<Appended> Newest { get; private set; } = [];

    public async ValueTask InitializeAsync() =>
        Newest = [.. (await Folder.FillAsync([.. Enumerable.Range(0, Size / Step).Select(_ => Step), Size % Step])).TakeLast(Kept)];

    public ValueTask DisposeAsync()
    {
        Folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
