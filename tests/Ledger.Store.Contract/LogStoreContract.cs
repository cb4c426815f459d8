using System.Text;
using Ledger.Log;
using Ledger.Verify.Trees;

namespace Ledger.Store.Contract;

/// <summary>The contract of <see cref="ILogStore"/> for any implementation. A second store inherits these tests.</summary>
public abstract partial class LogStoreContract
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Contradictions => ["empty", "gap", "size", "time", "peaks", "before 1970"];

    /// <summary>Opens the store of this test, which is empty at first. A second call opens the same store again.</summary>
    protected abstract ValueTask<ILogStore> OpenAsync();

    [Fact]
    public async Task ReadHead_NewStore_IsTheEmptyHead()
    {
        await using var store = await OpenAsync();

        Assert.Equal(LogHead.Empty, await store.ReadHeadAsync(Cancel));
    }

    [Fact]
    public async Task TryCommit_Batches_CanBeReadBack()
    {
        await using var store = await OpenAsync();
        await store.AppendAsync(3);
        await store.AppendAsync(1);

        var head = await store.AppendAsync(9);

        await store.CheckAllAsync(head);
    }

    [Fact]
    public async Task TryCommit_AfterReopening_CanBeReadBack()
    {
        await using (var first = await OpenAsync())
        {
            await first.AppendAsync(12);
        }

        await using var store = await OpenAsync();
        var head = await store.AppendAsync(3);

        await store.CheckAllAsync(head);
    }

    [Fact]
    public async Task TryCommit_StaleExpectation_ChangesNothing()
    {
        await using var store = await OpenAsync();
        var old = await store.AppendAsync(2);
        var head = await store.AppendAsync(2);

        var moved = await store.TryCommitAsync(Batches.After(old, 5), Cancel);

        Assert.False(moved);
        await store.CheckAllAsync(head);
    }

    [Fact]
    public async Task TryCommit_ExpectationWithAnotherRoot_ChangesNothing()
    {
        await using var store = await OpenAsync();
        var head = await store.AppendAsync(2);

        var moved = await store.TryCommitAsync(Batches.After(head with { Root = Batches.HashOf("another") }, 5), Cancel);

        Assert.False(moved);
        await store.CheckAllAsync(head);
    }

    [Fact]
    public async Task TryCommit_ManyFromTheSameHead_MovesItOnce()
    {
        await using var store = await OpenAsync();
        var before = await store.AppendAsync(1);

        var moved = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(
            async () => await store.TryCommitAsync(Batches.After(before, 2), Cancel), Cancel)));

        Assert.Single(moved, true);
        await store.CheckAllAsync(Batches.After(before, 2).After);
    }

    [Theory, MemberData(nameof(Contradictions))]
    public async Task TryCommit_InconsistentBatch_Throws(string what)
    {
        await using var store = await OpenAsync();
        var head = await store.AppendAsync(2);

        await Assert.ThrowsAsync<ArgumentException>(async () => await store.TryCommitAsync(Contradict(Batches.After(head, 2), what), Cancel));

        await store.CheckAllAsync(head);
    }

    [Fact]
    public async Task BeginWrite_Session_ReadsHeadKeysAndHistories()
    {
        await using var store = await OpenAsync();
        var head = await store.AppendAsync(7);

        await using var session = await store.BeginWriteAsync(Cancel);

        Assert.Equal(head, session.Head);
        Assert.Equal([0, 4], (await session.FindByRecordAsync(Batches.IdOf(0), Cancel)).Select(entry => entry.Index));
        Assert.Equal([1, 5], (await session.FindByKeysAsync([Batches.KeyOf(5), Batches.KeyOf(99), Batches.KeyOf(1)], Cancel)).Values.Select(entry => entry.Index).Order());
    }

    [Fact]
    public async Task BeginWrite_WhileASessionIsOpen_Waits()
    {
        await using var store = await OpenAsync();
        var first = await store.BeginWriteAsync(Cancel);
        var second = store.BeginWriteAsync(Cancel).AsTask();
        Assert.False(second.IsCompleted);
        Assert.True(await first.TryCommitAsync(Batches.After(LogHead.Empty, 3), Cancel));

        await first.DisposeAsync();

        await using var session = await second;
        Assert.Equal(Batches.After(LogHead.Empty, 3).After, session.Head);
    }

    [Fact]
    public async Task BeginWrite_GivenUpWhileItWaits_LetsTheNextIn()
    {
        await using var store = await OpenAsync();
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        await using (await store.BeginWriteAsync(Cancel))
        {
            var waiting = store.BeginWriteAsync(giveUp.Token).AsTask();
            await giveUp.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await waiting);
        }

        await store.AppendAsync(1);
    }

    [Fact]
    public async Task Dispose_SessionWithoutCommit_ChangesNothing()
    {
        await using var store = await OpenAsync();
        var head = await store.AppendAsync(2);

        var session = await store.BeginWriteAsync(Cancel);
        await session.DisposeAsync();
        await session.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await session.TryCommitAsync(Batches.After(head, 1), Cancel));
        await store.CheckAllAsync(head);
        await store.AppendAsync(1);
    }

    [Fact]
    public async Task TryCommit_TwiceInASession_CommitsOnce()
    {
        await using var store = await OpenAsync();
        var batch = Batches.After(LogHead.Empty, 2);
        await using (var session = await store.BeginWriteAsync(Cancel))
        {
            Assert.True(await session.TryCommitAsync(batch, Cancel));
            Assert.False(await session.TryCommitAsync(batch, Cancel));
        }

        await store.CheckAllAsync(batch.After);
    }

    [Fact]
    public async Task Find_NegativeIndex_IsNull()
    {
        await using var store = await OpenAsync();
        await store.AppendAsync(1);

        Assert.Null(await store.FindAsync(-1, Cancel));
    }

    [Fact]
    public async Task FindByRecord_SeveralEntries_AreOldestFirst()
    {
        await using var store = await OpenAsync();
        await store.AppendAsync(7);

        var found = await store.FindByRecordAsync(Batches.IdOf(0), Cancel);

        Assert.Equal([0, 4], found.Select(entry => entry.Index));
    }

    [Fact]
    public async Task FindByRecord_Unknown_IsEmpty()
    {
        await using var store = await OpenAsync();
        await store.AppendAsync(7);

        Assert.Empty(await store.FindByRecordAsync(Batches.IdOf(1000), Cancel));
    }

    [Fact]
    public async Task FindByKeys_SomeUsed_ReturnsOnlyThose()
    {
        await using var store = await OpenAsync();
        await store.AppendAsync(7);

        var found = await store.FindByKeysAsync([Batches.KeyOf(5), Batches.KeyOf(99), default, Batches.KeyOf(1)], Cancel);

        Assert.Equal([1, 5], found.Values.Select(entry => entry.Index).Order());
    }

    [Theory, InlineData(1), InlineData(4), InlineData(100)]
    public async Task ListRecords_PageByPage_ReturnsEveryRecordOnceNewestFirst(int limit)
    {
        await using var store = await OpenAsync();
        await store.AppendAsync(23);

        var listed = new List<long>();
        var before = long.MaxValue;
        while (await store.ListRecordsAsync(before, limit, Cancel) is { IsEmpty: false } page)
        {
            Assert.True(page.Length <= limit);
            listed.AddRange(page.Select(entry => entry.Index));
            before = page[^1].Index;
        }

        Assert.Equal(Enumerable.Range(0, 23).Select(i => (long)i).Where(i => i % 5 != 4).Reverse(), listed);
    }

    [Fact]
    public async Task ListStatuses_FromAnIndex_ReturnsStatusEntriesOldestFirst()
    {
        await using var store = await OpenAsync();
        await store.AppendAsync(23);

        var listed = await store.ListStatusesAsync(5, 2, Cancel);

        Assert.Equal([9, 14], listed.Select(entry => entry.Index));
    }

    [Theory, InlineData(0, 0), InlineData(0, 7), InlineData(3, 5), InlineData(6, 7)]
    public async Task ReadTexts_Range_ReturnsTextsInOrder(long from, long to)
    {
        await using var store = await OpenAsync();
        await store.AppendAsync(7);

        var texts = await store.ReadTextsAsync(from, to, Cancel).Select(text => Encoding.UTF8.GetString(text.Span)).ToListAsync(Cancel);

        Assert.Equal(Enumerable.Range((int)from, (int)(to - from)).Select(i => Encoding.UTF8.GetString(Batches.Entry(i).Entry.Text.Span)), texts);
    }

    [Fact]
    public async Task ReadTexts_BeyondTheHead_Throws()
    {
        await using var store = await OpenAsync();
        await store.AppendAsync(2);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await store.ReadTextsAsync(0, 3, Cancel).CountAsync(Cancel));
    }

    [Fact]
    public async Task ReadPayload_BeyondTheHead_Throws()
    {
        await using var store = await OpenAsync();
        await store.AppendAsync(2);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await store.ReadPayloadAsync(2, Cancel));
    }

    [Fact]
    public async Task Reads_WhileCommitting_SeeEveryBatchWhoseCommitReturned()
    {
        await using var store = await OpenAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(() => ReadWholeHeadsAsync(store, stop.Token), Cancel)).ToArray();

        var head = LogHead.Empty;
        for (var i = 0; i < 40; i++)
        {
            head = await store.AppendAsync(7);
        }

        await stop.CancelAsync();
        var seen = await Task.WhenAll(readers);
        Assert.All(seen, heads => Assert.True(heads > 0));
        await store.CheckAllAsync(head);
    }

    private static async Task<int> ReadWholeHeadsAsync(ILogStore store, CancellationToken stop)
    {
        var heads = 0;
        do
        {
            var head = await store.ReadHeadAsync(Cancel);
            var last = head.Size == 0 ? null : await store.FindAsync(head.Size - 1, Cancel);
            Assert.Equal(head.Size == 0 ? null : head.At, last?.At);
            var newest = await store.ListRecordsAsync(head.Size, 1, Cancel);
            Assert.Equal(head.Size == 0, newest.IsEmpty);
            heads++;
        }
        while (!stop.IsCancellationRequested);

        return heads;
    }

    private static CommitBatch Contradict(CommitBatch batch, string what) => what switch
    {
        "empty" => batch with { After = batch.Before, Entries = [] },
        "gap" => batch with { Entries = batch.Entries.SetItem(1, Batches.Entry(batch.Before.Size + 2)) },
        "size" => batch with { After = batch.After with { Size = batch.After.Size + 1 } },
        "time" => batch with { After = batch.After with { At = batch.Before.At - 1 } },
        "peaks" => batch with { After = batch.After with { Peaks = batch.After.Peaks.Add(TreeHash.Empty) } },
        "before 1970" => batch with
        {
            Entries = batch.Entries.SetItem(1, batch.Entries[1] with { Entry = batch.Entries[1].Entry with { At = -1 } }),
        },
        _ => throw new ArgumentOutOfRangeException(nameof(what)),
    };
}
