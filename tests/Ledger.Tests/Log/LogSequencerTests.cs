using Ledger.Keys;
using Ledger.Log;
using Ledger.Store.LiteDb;
using Ledger.Verify.Faults;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Tests.Log;

public sealed class LogSequencerTests : IDisposable
{
    private readonly LogFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Append_OneAfterAnother_GivesIndicesWithoutGaps()
    {
        await using var log = await _folder.OpenAsync();

        var appended = new List<Appended>();
        for (var i = 0; i < 5; i++)
        {
            appended.Add((await log.Sequencer.AppendAsync(Requests.Number(i))).Required);
            await log.CheckAllAsync(appended);
        }

        Assert.Equal([0, 1, 2, 3, 4], appended.Select(each => each.Entry.Index));
    }

    [Fact]
    public async Task Append_ABatchTogether_IsOneCommitAndOneCheckpoint()
    {
        await using var log = await _folder.OpenAsync(batchSize: 7);
        var atOpening = log.Checkpoints.Count;

        var appended = (await log.AppendAsync(0, 7)).Select(outcome => outcome.Required).ToList();

        Assert.Equal(atOpening + 1, log.Checkpoints.Count);
        await log.CheckAllAsync(appended);
    }

    [Fact]
    public async Task Append_FromManyThreads_EveryAcknowledgedEntryIsProvable()
    {
        await using var log = await _folder.OpenAsync(batchSize: 10);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 300).Select(i => Task.Run(
            async () => await log.Sequencer.AppendAsync(Requests.Number(i)), Cancel)));

        var appended = outcomes.Select(outcome => outcome.Required).ToList();
        Assert.Equal(Enumerable.Range(0, 300).Select(i => (long)i), appended.Select(each => each.Entry.Index).Order());
        await log.CheckAllAsync(appended);
    }

    [Fact]
    public async Task Append_NoFurtherEntries_CommitsAfterTheBatchWindow()
    {
        await using var store = await LiteDbLogStore.OpenAsync(
            new() { Folder = _folder.Root, Origin = TestDepartment.Profile.Origin }, NullLogger.Instance, Cancel);
        using var keys = FileSubjectKeys.Open(Path.Combine(_folder.Root, "subjects.slots"), TestDepartment.Master);
        await using var log = await DepartmentLog.OpenAsync(
            TestDepartment.Profile, new LogStorage(store, new FileTileStore(_folder.Tiles), FileHeadLock.Open(_folder.HeadLock, TestDepartment.Profile.Origin)), TestDepartment.LogKey, new(TestDepartment.Profile.Id, keys),
            new SequencerOptions { IdleWindow = TimeSpan.FromMilliseconds(1) }, _folder.Clock,
            NullLogger<DepartmentLog>.Instance, Cancel);

        Assert.Equal(0, (await log.Sequencer.AppendAsync(Requests.Number(0))).Required.Entry.Index);
    }

    [Fact]
    public async Task Append_FillsATile_ThePartialOnesGoAway()
    {
        await _folder.FillAsync(255);
        Assert.NotEmpty(Partials("tile/0/000.p"));

        await FillAsync(255, 1, 3);

        Assert.Empty(Partials("tile/0/000.p"));
        Assert.NotEmpty(Partials("tile/0/001.p"));
    }

    [Fact]
    public async Task Append_PartialTilesCannotBeRemoved_WriterGoesOn()
    {
        await _folder.FillAsync(255);
        await using (var log = await _folder.OpenAsync())
        {
            log.Tiles.KeepsPartials = true;
            Assert.Equal(255, (await log.Sequencer.AppendAsync(Requests.Number(255))).Required.Entry.Index);
            Assert.Equal(256, (await log.Sequencer.AppendAsync(Requests.Number(256))).Required.Entry.Index);
        }

        Assert.NotEmpty(Partials("tile/0/000.p"));
        await using var again = await _folder.OpenAsync();
        Assert.Equal(257, (await again.Sequencer.AppendAsync(Requests.Number(257))).Required.Entry.Index);
    }

    [Fact]
    public async Task Append_TilesCannotBeFlushed_IsAnsweredAndStopsTheWriter()
    {
        List<Appended> answered = [];
        await using (var log = await _folder.OpenAsync())
        {
            log.Tiles.FailsFlushes = true;

            // The first answer does not wait for the flush. The writer stops when it has failed.
            Outcome<Appended> next;
            for (var number = 0; (next = await log.Sequencer.AppendAsync(Requests.Number(number))).Refusal is null; number++)
            {
                answered.Add(next.Required);
            }

            Assert.Equal(LogFaults.WriterStopped, next.Refusal.Fault);
        }

        Assert.NotEmpty(answered);
        await using var again = await _folder.OpenAsync();
        await again.CheckAllAsync(answered);
    }

    private async Task FillAsync(int start, params int[] batches)
    {
        foreach (var size in batches)
        {
            await using var log = await _folder.OpenAsync(size);
            await log.AppendAsync(start, size);
            start += size;
        }
    }

    private string[] Partials(string path) => Directory.Exists(Path.Combine(_folder.Tiles, path)) ? Directory.GetFiles(Path.Combine(_folder.Tiles, path)) : [];

    [Fact]
    public async Task Append_SameKeyAndBody_ReturnsTheFirstEntry()
    {
        await using var log = await _folder.OpenAsync();
        var first = (await log.Sequencer.AppendAsync(Requests.Number(0))).Required;

        var again = (await log.Sequencer.AppendAsync(Requests.Number(0))).Required;

        Assert.Equal((false, true), (first.IsRepeat, again.IsRepeat));
        Assert.Equal(first.Entry.Text.ToArray(), again.Entry.Text.ToArray());
        await log.CheckAllAsync([first, again]);
        Assert.Equal(1, log.Log.Publisher.Published.Head.Size);
    }

    [Fact]
    public async Task Append_SameKeyAndBodyTwiceInABatch_IsWrittenOnce()
    {
        await using var log = await _folder.OpenAsync(batchSize: 3);

        var outcomes = await Task.WhenAll(new[] { 0, 0, 1 }.Select(i => log.Sequencer.AppendAsync(Requests.Number(i)).AsTask()));

        Assert.Equal([(0L, false), (0L, true), (1L, false)], outcomes.Select(outcome => (outcome.Required.Entry.Index, outcome.Required.IsRepeat)));
        await log.CheckAllAsync(outcomes.Select(outcome => outcome.Required));
    }

    [Fact]
    public async Task Append_SameKeyAfterARestart_ReturnsTheFirstEntry()
    {
        await _folder.FillAsync(3);
        await using var log = await _folder.OpenAsync();

        var again = (await log.Sequencer.AppendAsync(Requests.Number(1))).Required;

        Assert.Equal((1L, true), (again.Entry.Index, again.IsRepeat));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Append_WithoutKey_IsNeverARepeat(bool isInTheSameBatch)
    {
        await using var log = await _folder.OpenAsync(batchSize: isInTheSameBatch ? 2 : 1);
        AppendRequest Without(int number) => Requests.Number(number) with { KeyHash = default, Fingerprint = default };
        var first = log.Sequencer.AppendAsync(Without(0)).AsTask();
        if (!isInTheSameBatch)
        {
            await first;
        }

        var second = await log.Sequencer.AppendAsync(Without(1));

        Assert.Equal([(0L, false), (1L, false)], new[] { (await first).Required, second.Required }.Select(each => (each.Entry.Index, each.IsRepeat)));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Append_SameKeyAnotherBody_IsRefused(bool isInTheSameBatch)
    {
        await using var log = await _folder.OpenAsync(batchSize: isInTheSameBatch ? 2 : 1);
        var first = log.Sequencer.AppendAsync(Requests.Number(0)).AsTask();
        if (!isInTheSameBatch)
        {
            await first;
        }

        var other = await log.Sequencer.AppendAsync(Requests.Number(0, "another body"));

        Assert.Equal("LDG2011", other.Refusal?.Fault.Code);
        await log.CheckAllAsync([(await first).Required]);
        Assert.Equal(1, log.Log.Publisher.Published.Head.Size);
    }

    [Fact]
    public async Task Append_QueueFull_IsRefusedAtOnceAndTheOthersAreCommitted()
    {
        var gate = new CommitGate();
        await using var log = await _folder.OpenAsync(queueLength: 2, gate: gate);
        var underWay = log.Sequencer.AppendAsync(Requests.Number(0)).AsTask();
        await gate.Entered;
        var waiting = Enumerable.Range(1, 2).Select(i => log.Sequencer.AppendAsync(Requests.Number(i)).AsTask()).ToArray();

        var refused = await log.Sequencer.AppendAsync(Requests.Number(3));

        Assert.Equal("LDG3001", refused.Refusal?.Fault.Code);
        gate.Open();
        var outcomes = await Task.WhenAll([underWay, .. waiting]);
        await log.CheckAllAsync(outcomes.Select(outcome => outcome.Required));
        Assert.Equal(3, log.Log.Publisher.Published.Head.Size);
    }

    [Fact]
    public async Task AppendWhenRoom_QueueFull_WaitsForSpace()
    {
        var gate = new CommitGate();
        await using var log = await _folder.OpenAsync(queueLength: 1, gate: gate);
        var first = log.Sequencer.AppendAsync(Requests.Number(0)).AsTask();
        await gate.Entered;
        var others = Enumerable.Range(1, 5).Select(i => log.Sequencer.AppendWhenRoomAsync(Requests.Number(i), Cancel).AsTask()).ToArray();
        Assert.All(others, other => Assert.False(other.IsCompleted));

        gate.Open();

        var outcomes = await Task.WhenAll([first, .. others]);
        await log.CheckAllAsync(outcomes.Select(outcome => outcome.Required));
    }

    [Fact]
    public async Task AppendWhenRoom_CancelledWhileWaiting_IsNotWritten()
    {
        var gate = new CommitGate();
        await using var log = await _folder.OpenAsync(queueLength: 1, gate: gate);
        var taken = log.Sequencer.AppendAsync(Requests.Number(0)).AsTask();
        await gate.Entered;
        var queued = log.Sequencer.AppendAsync(Requests.Number(1)).AsTask();
        using var client = new CancellationTokenSource();
        var waiting = log.Sequencer.AppendWhenRoomAsync(Requests.Number(2), client.Token).AsTask();

        await client.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        gate.Open();
        await log.CheckAllAsync([(await taken).Required, (await queued).Required]);
        Assert.Equal(2, log.Log.Publisher.Published.Head.Size);
    }

    [Fact]
    public async Task AppendWhenRoom_CancelledOnceQueued_IsStillCommittedAndAnswered()
    {
        var gate = new CommitGate();
        await using var log = await _folder.OpenAsync(gate: gate);
        using var client = new CancellationTokenSource();
        var queued = log.Sequencer.AppendWhenRoomAsync(Requests.Number(0), client.Token).AsTask();
        await gate.Entered;

        await client.CancelAsync();

        gate.Open();
        await log.CheckAllAsync([(await queued).Required]);
    }

    [Fact]
    public async Task Dispose_EntriesWaiting_CommitsThem()
    {
        var log = await _folder.OpenAsync(batchSize: 100);
        var waiting = Enumerable.Range(0, 3).Select(i => log.Sequencer.AppendAsync(Requests.Number(i)).AsTask()).ToArray();

        await log.DisposeAsync();

        var appended = (await Task.WhenAll(waiting)).Select(outcome => outcome.Required);
        await using var again = await _folder.OpenAsync();
        await again.CheckAllAsync(appended);
    }

    [Fact]
    public async Task Append_AfterDispose_IsRefused()
    {
        var log = await _folder.OpenAsync();
        await log.DisposeAsync();

        Assert.Equal("LDG3002", (await log.Sequencer.AppendAsync(Requests.Number(0))).Refusal?.Fault.Code);
        Assert.Equal("LDG3002", (await log.Sequencer.AppendWhenRoomAsync(Requests.Number(0), Cancel)).Refusal?.Fault.Code);
    }

    [Fact]
    public async Task Append_RequestThatDependsOnHistory_IncludesItsOwnBatch()
    {
        await using var log = await _folder.OpenAsync(batchSize: 2);
        await log.AppendAsync(0, 2);
        var seen = new List<int>();
        var refusal = Refusal.FromFault(StatusFaults.RecordNotFound);
        AppendRequest Once(int number) => Requests.Number(number) with
        {
            Id = Requests.IdOf(0),
            Admit = history =>
            {
                seen.Add(history.Count);
                return history.Count > 1 ? refusal : null;
            },
        };

        var outcomes = await Task.WhenAll(log.Sequencer.AppendAsync(Once(2)).AsTask(), log.Sequencer.AppendAsync(Once(3)).AsTask());

        Assert.Equal([1, 2], seen);
        Assert.Equal([null, refusal], outcomes.Select(outcome => outcome.Refusal));
        await log.CheckAllAsync([outcomes[0].Required]);
        Assert.Equal(3, log.Log.Publisher.Published.Head.Size);
    }

    [Fact]
    public async Task Append_RefusedByHistory_LeavesItsKeyFree()
    {
        await using var log = await _folder.OpenAsync();
        var refused = await log.Sequencer.AppendAsync(Requests.Number(0) with { Admit = _ => Refusal.FromFault(StatusFaults.RecordNotFound) });

        var later = await log.Sequencer.AppendAsync(Requests.Number(0));

        Assert.Equal("LDG5001", refused.Refusal?.Fault.Code);
        Assert.False(later.Required.IsRepeat);
    }

    public void Dispose() => _folder.Dispose();
}
