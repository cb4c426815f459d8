using Ledger.Log;
using Ledger.Verify.Faults;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Tests.Log;

/// <summary>Conditions under which the writer refuses or stops. It never guesses.</summary>
public sealed class WriterStopTests : IDisposable
{
    private readonly LogFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Append_ClockBehindTheNewestEntry_IsRefusedUntilItHasCaughtUp()
    {
        await using var log = await _folder.OpenAsync();
        var first = (await log.Sequencer.AppendAsync(Requests.Number(0))).Required;
        var then = _folder.Clock.Now;

        _folder.Clock.Now = then - TimeSpan.FromMilliseconds(1001);
        var refused = await log.Sequencer.AppendAsync(Requests.Number(1));
        _folder.Clock.Now = then;
        var second = (await log.Sequencer.AppendAsync(Requests.Number(1))).Required;

        Assert.Equal("LDG3004", refused.Refusal?.Fault.Code);
        Assert.Equal(1, second.Entry.Index);
        await log.CheckAllAsync([first, second]);
    }

    [Fact]
    public async Task Append_ClockBehindAfterARestart_IsRefused()
    {
        await _folder.FillAsync(1);
        _folder.Clock.Now -= TimeSpan.FromHours(1);
        await using var log = await _folder.OpenAsync();

        Assert.Equal("LDG3004", (await log.Sequencer.AppendAsync(Requests.Number(1))).Refusal?.Fault.Code);
    }

    [Fact]
    public async Task Append_ClockASecondBehind_TakesTheTimeOfTheNewestEntry()
    {
        await using var log = await _folder.OpenAsync();
        var first = (await log.Sequencer.AppendAsync(Requests.Number(0))).Required;
        _folder.Clock.Now -= TimeSpan.FromSeconds(1);

        var second = (await log.Sequencer.AppendAsync(Requests.Number(1))).Required;

        Assert.Equal(first.Entry.At, second.Entry.At);
    }

    [Fact]
    public async Task Append_AnotherWriterMovedTheHead_StopsTheWriter()
    {
        await using var log = await _folder.OpenAsync();
        var first = (await log.Sequencer.AppendAsync(Requests.Number(0))).Required;
        await CommitInStoreAsync(log, Requests.Number(7));

        var refused = await log.Sequencer.AppendAsync(Requests.Number(1));

        Assert.Equal("LDG3003", refused.Refusal?.Fault.Code);
        Assert.Equal("LDG3003", (await log.Sequencer.AppendAsync(Requests.Number(2))).Refusal?.Fault.Code);
        Assert.Equal(1, log.Log.Publisher.Published.Head.Size);
        await log.DisposeAsync();
        await using var again = await _folder.OpenAsync();
        Assert.Equal(2, again.Log.Publisher.Published.Head.Size);
        await again.CheckAllAsync([first]);
    }

    [Fact]
    public async Task Commit_TheTwoPathsToTheRootDiffer_StopsBeforeAnythingIsWritten()
    {
        var entries = await _folder.FillAsync(3);
        await using var log = await _folder.OpenAsync();
        var head = await log.Store.ReadHeadAsync(Cancel);
        var state = new WriterState();

        // Flips one bit in the state that the writer carries from batch to batch.
        var wrong = head with { Peaks = head.Peaks.SetItem(0, Requests.HashOf("another")) };
        var committer = new BatchCommitter(
            log.Store, wrong, log.Log.Publisher, log.Box, state, new LogClock(_folder.Clock, null), TimeSpan.Zero, _folder.Clock, NullLogger.Instance);
        var pending = new Pending(Requests.Number(3));
        await committer.CommitAsync([pending]);

        Assert.Equal("LDG3009", (await pending.Answer.Task).Refusal?.Fault.Code);
        Assert.Equal("LDG3009", state.Fault?.Code);
        Assert.Equal(head, await log.Store.ReadHeadAsync(Cancel));
        await log.CheckAllAsync(entries);
    }

    [Fact]
    public async Task Append_SubjectKeysCannotBeFlushed_StopsBeforeAnythingIsWritten()
    {
        await using var log = await _folder.OpenAsync();
        var subject = await log.Box.GetOrCreateSubjectAsync(Requests.HashOf("person"), Cancel);
        var request = Requests.Number(0) with { Subject = subject.Handle };
        log.Keys.Dispose();

        var refused = await log.Sequencer.AppendAsync(request);

        Assert.Equal("LDG3002", refused.Refusal?.Fault.Code);
        Assert.Equal(LogHead.Empty, await log.Store.ReadHeadAsync(Cancel));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Append_StoppedFromOutside_IsRefusedWithThatReason(bool isWaiting)
    {
        await using var log = await _folder.OpenAsync(batchSize: isWaiting ? 2 : 1);
        var waiting = isWaiting ? log.Sequencer.AppendAsync(Requests.Number(0)).AsTask() : null;
        log.Sequencer.State.Stop(LogFaults.Frozen);

        var refused = await log.Sequencer.AppendAsync(Requests.Number(1));

        Assert.Equal("LDG3006", refused.Refusal?.Fault.Code);
        await log.DisposeAsync();
        Assert.Equal(isWaiting ? "LDG3006" : null, waiting is null ? null : (await waiting).Refusal?.Fault.Code);
        Assert.Equal(LogHead.Empty, log.Log.Publisher.Published.Head);
    }

    [Fact]
    public async Task AppendWhenRoom_WriterStopsDuringTheWait_IsRefusedWithThatReason()
    {
        var gate = new CommitGate();
        await using var log = await _folder.OpenAsync(queueLength: 1, gate: gate);
        var failing = log.Sequencer.AppendAsync(Requests.Number(0)).AsTask();
        await gate.Entered;
        var waiting = Enumerable.Range(1, 3).Select(i => log.Sequencer.AppendWhenRoomAsync(Requests.Number(i), Cancel).AsTask()).ToArray();

        gate.Fail();

        Assert.All(await Task.WhenAll([failing, .. waiting]), outcome => Assert.Equal("LDG3002", outcome.Refusal?.Fault.Code));
    }

    [Fact]
    public void Stop_SeveralReasons_KeepsTheFirstUnlessItIsFrozen()
    {
        var state = new WriterState();
        Assert.Null(state.Fault);

        state.Stop(LogFaults.BehindChain);
        state.Stop(LogFaults.WriterStopped);
        Assert.Equal(LogFaults.BehindChain, state.Fault);

        state.Stop(LogFaults.Frozen);
        state.Stop(LogFaults.WriterStopped);
        Assert.Equal(LogFaults.Frozen, state.Fault);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task CommitInStoreAsync(OpenLog log, AppendRequest request)
    {
        var head = await log.Store.ReadHeadAsync(Cancel);
        await using var session = await log.Store.BeginWriteAsync(Cancel);
        var draft = new BatchDraft(session, head, log.Log.Clock, log.Box, NullLogger.Instance);
        await draft.AdmitAsync([new Pending(request)]);
        var range = new Verify.Trees.CompactRange(head.Size, head.Peaks);
        range.Append(Verify.Trees.TreeHash.Leaf(draft.Entries[0].Entry.Text.Span));
        var after = new LogHead(range.Size, range.Root(), draft.At, range.Peaks);
        Assert.True(await session.TryCommitAsync(new CommitBatch(head, after, [.. draft.Entries]), Cancel));
    }
}
