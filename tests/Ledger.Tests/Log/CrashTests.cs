using Ledger.Log;

namespace Ledger.Tests.Log;

/// <summary>
/// The writer fails once, at every write in turn: the commit, each tile, each rename, the checkpoint, each removal. It stops; a restart
/// rolls forward; nothing acknowledged is lost and no two signed heads disagree.
/// </summary>
public sealed class CrashTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // Around the edges of a tile, where full tiles replace partial ones, and in its middle.
    public static TheoryData<int, int, Reached> Work
    {
        get
        {
            var data = new TheoryData<int, int, Reached>();
            foreach (var (before, count) in new[] { (0, 2), (255, 1), (256, 1), (254, 3) })
            {
                data.Add(before, count, Reached.Nothing);
                data.Add(before, count, Reached.Half);
                data.Add(before, count, Reached.All);
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Work))]
    public async Task AnyWrite_Fails_ARestartRollsForward(int before, int count, Reached reached)
    {
        using var start = new LogFolder();
        var acknowledged = await (before == 0 ? Task.FromResult(new List<Appended>()) : start.FillAsync(before));

        var failAt = 0;
        for (var hasFailed = true; hasFailed; failAt++)
        {
            using var folder = start.Copy();
            hasFailed = await FailOnceAsync(folder, acknowledged, count, new Failpoint(failAt, reached));
        }

        Assert.True(failAt > 4, $"Only {failAt} writes were tried.");
    }

    private static async Task<bool> FailOnceAsync(LogFolder folder, List<Appended> before, int count, Failpoint failpoint)
    {
        var (acknowledged, signed) = await UntilFailureAsync(folder, before, count, failpoint);

        await using var log = await folder.OpenAsync(count);
        await log.CheckAllAsync(acknowledged, signed);

        // The client sends again what it has no answer for, and what it has.
        var answers = (await log.AppendAsync(before.Count, count)).Select(outcome => outcome.Required).ToList();
        Assert.Equal(Enumerable.Range(before.Count, count).Select(i => (long)i), answers.Select(answer => answer.Entry.Index).Order());
        Assert.All(acknowledged.Skip(before.Count), first => Assert.Contains(answers, again => again.IsRepeat && again.Entry.Index == first.Entry.Index));
        Assert.Equal(before.Count + count, (await log.Store.ReadHeadAsync(Cancel)).Size);
        await log.CheckAllAsync([.. before, .. answers], signed);
        return failpoint.HasFailed;
    }

    private static async Task<(List<Appended> Acknowledged, List<string> Signed)> UntilFailureAsync(
        LogFolder folder, List<Appended> before, int count, Failpoint failpoint)
    {
        var acknowledged = new List<Appended>(before);
        OpenLog log;
        try
        {
            log = await folder.OpenAsync(count, failpoint: failpoint);
        }
        catch (IOException) when (failpoint.HasFailed)
        {
            return (acknowledged, []);
        }

        await using (log)
        {
            var outcomes = await log.AppendAsync(before.Count, count);
            acknowledged.AddRange(outcomes.Select(outcome => outcome.Value).OfType<Appended>());
            Assert.All(outcomes, outcome => Assert.Equal(failpoint.HasFailed ? LogFaults.WriterStopped : null, outcome.Refusal?.Fault));
            if (failpoint.HasFailed)
            {
                var next = await log.Sequencer.AppendAsync(Requests.Number(9999));
                Assert.Equal(LogFaults.WriterStopped, next.Refusal?.Fault);
            }
        }

        return (acknowledged, log.Checkpoints);
    }
}
