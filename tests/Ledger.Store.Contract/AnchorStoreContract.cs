using Ledger.Anchoring;
using Ledger.Verify.Chain;

namespace Ledger.Store.Contract;

/// <summary>The contract of <see cref="IAnchorStore"/> for any implementation.</summary>
public abstract class AnchorStoreContract
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Runs with the store of this test, which is empty at first. A second call opens the same store again.</summary>
    protected abstract Task WithStoreAsync(Func<IAnchorStore, Task> steps);

    [Fact]
    public Task Reads_NewStore_FindNothing() => WithStoreAsync(async store =>
    {
        Assert.Null(await store.FindNewestAsync(Cancel));
        Assert.Null(await store.FindCoveringAsync(0, Cancel));
        Assert.Empty(await store.ListPendingAsync(Cancel));
        Assert.Null(await store.FindOutgoingAsync(Cancel));
        Assert.Equal(StatusMark.None, await store.ReadStatusMarkAsync(Cancel));
    });

    [Fact]
    public async Task Save_AfterReopening_IsFoundUnchanged()
    {
        await WithStoreAsync(async store => await store.SaveAsync(Anchor(7, isFinal: true), Cancel));

        await WithStoreAsync(async store => Assert.Equal(Anchor(7, isFinal: true), await store.FindNewestAsync(Cancel)));
    }

    // On another chain the first anchor begins at size 0 again.
    [Fact]
    public Task FindCovering_LargerAnchorThatBeginsAtZeroWasReadBefore_IsStillTheSmallest() => WithStoreAsync(async store =>
    {
        var (small, large) = (Anchor(3, isFinal: true), Anchor(20, isFinal: true));
        await store.SaveAsync(small with { Facts = small.Facts with { OldSize = 0 } }, Cancel);
        await store.SaveAsync(large with { Facts = large.Facts with { OldSize = 0 } }, Cancel);

        Assert.Equal(20, (await store.FindCoveringAsync(7, Cancel))?.Facts.NewSize);
        Assert.Equal(3, (await store.FindCoveringAsync(2, Cancel))?.Facts.NewSize);
        Assert.Equal(20, (await store.FindCoveringAsync(3, Cancel))?.Facts.NewSize);
    });

    [Theory]
    [InlineData(0, 3L)]
    [InlineData(2, 3L)]
    [InlineData(3, 20L)]
    [InlineData(19, 20L)]
    [InlineData(20, 300L)]
    [InlineData(300, null)]
    public Task FindCovering_SeveralAnchors_IsTheFirstThatCoversTheEntry(long index, long? size) => WithStoreAsync(async store =>
    {
        await SaveAsync(store, 300, 3, 20);

        Assert.Equal(size, (await store.FindCoveringAsync(index, Cancel))?.Facts.NewSize);
    });

    [Fact]
    public Task FindNewest_SeveralAnchors_IsTheLargest() => WithStoreAsync(async store =>
    {
        await SaveAsync(store, 20, 300, 3);

        Assert.Equal(300, (await store.FindNewestAsync(Cancel))?.Facts.NewSize);
    });

    [Fact]
    public Task Save_SameSizeTwice_KeepsTheSecond() => WithStoreAsync(async store =>
    {
        await store.SaveAsync(Anchor(3, isFinal: false), Cancel);
        await store.SaveAsync(Anchor(3, isFinal: true), Cancel);

        Assert.Empty(await store.ListPendingAsync(Cancel));
        Assert.Equal(Anchor(3, isFinal: true), await store.FindNewestAsync(Cancel));
    });

    [Fact]
    public Task ListPending_SomeFinal_ListsTheOthersSmallestFirst() => WithStoreAsync(async store =>
    {
        await SaveAsync(store, 300, 20);
        await store.SaveAsync(Anchor(3, isFinal: true), Cancel);

        Assert.Equal([20, 300], (await store.ListPendingAsync(Cancel)).Select(anchor => anchor.Facts.NewSize));
    });

    [Fact]
    public async Task SaveBinding_AfterReopening_AssignsEachAnchorToItsChain()
    {
        var binding = new AnchorBinding(Place(2), [new RetiredAnchors(Place(1), 20)], [21, 30]);
        await WithStoreAsync(async store =>
        {
            Assert.Null(await store.ReadBindingAsync(Cancel));
            await SaveAsync(store, 3, 20, 300);
            await store.SaveBindingAsync(AnchorBinding.ForChain(Place(1)), Cancel);
            Assert.Equal(AnchorBinding.ForChain(Place(1)), await store.ReadBindingAsync(Cancel));
            await store.SaveBindingAsync(binding, Cancel);
        });

        await WithStoreAsync(async store =>
        {
            Assert.Equal(binding, await store.ReadBindingAsync(Cancel));
            Assert.Equal(Place(1), (await store.FindCoveringAsync(0, Cancel))?.LeftOn);
            Assert.Equal(Place(1), (await store.FindCoveringAsync(19, Cancel))?.LeftOn);
            Assert.Null((await store.FindCoveringAsync(20, Cancel))?.LeftOn);
            Assert.Equal([300], (await store.ListPendingAsync(Cancel)).Select(anchor => anchor.Facts.NewSize));
            Assert.Equal(300, (await store.FindNewestAsync(Cancel))?.Facts.NewSize);
            await store.RemoveAsync(300, Cancel);
            Assert.Null(await store.FindNewestAsync(Cancel));
        });
    }

    [Fact]
    public Task Remove_OneOfTwo_LeavesTheOther() => WithStoreAsync(async store =>
    {
        await SaveAsync(store, 3, 20);

        await store.RemoveAsync(20, Cancel);

        Assert.Equal(3, (await store.FindNewestAsync(Cancel))?.Facts.NewSize);
    });

    [Theory, InlineData(7L), InlineData(null)]
    public async Task SaveOutgoing_AfterReopening_IsFoundUnchanged(long? anchorSize)
    {
        var transaction = new OutgoingTransaction(
            5,
            [new SignedTransaction(Batches.HashOf("tx 1"), [1, 2, 3], 5), new SignedTransaction(Batches.HashOf("tx 2"), [4, 5], 5)],
            DateTimeOffset.FromUnixTimeMilliseconds(1_795_000_000_123), anchorSize);
        await WithStoreAsync(async store => await store.SaveOutgoingAsync(transaction, Cancel));

        await WithStoreAsync(async store =>
        {
            var found = await store.FindOutgoingAsync(Cancel);

            Assert.Equal(transaction with { Attempts = [] }, found! with { Attempts = [] });
            Assert.Equal(transaction.Attempts.Select(attempt => (attempt.Hash, attempt.Nonce)), found.Attempts.Select(attempt => (attempt.Hash, attempt.Nonce)));
            Assert.Equal(transaction.Attempts.Select(attempt => attempt.Bytes), found.Attempts.Select(attempt => attempt.Bytes));
        });
    }

    [Fact]
    public Task SaveOutgoing_Null_RemovesIt() => WithStoreAsync(async store =>
    {
        await store.SaveOutgoingAsync(new OutgoingTransaction(5, [], DateTimeOffset.UnixEpoch, null), Cancel);

        await store.SaveOutgoingAsync(null, Cancel);

        Assert.Null(await store.FindOutgoingAsync(Cancel));
    });

    [Fact]
    public async Task SaveStatusMark_AfterReopening_IsTheLast()
    {
        await WithStoreAsync(async store =>
        {
            await store.SaveStatusMarkAsync(Mark(4), Cancel);
            await store.SaveStatusMarkAsync(Mark(9), Cancel);
        });

        await WithStoreAsync(async store => Assert.Equal(Mark(9), await store.ReadStatusMarkAsync(Cancel)));
    }

    [Fact]
    public Task SaveStatusMark_None_ResetsIt() => WithStoreAsync(async store =>
    {
        await store.SaveStatusMarkAsync(Mark(9), Cancel);
        await store.SaveStatusMarkAsync(StatusMark.None, Cancel);

        Assert.Equal(StatusMark.None, await store.ReadStatusMarkAsync(Cancel));
    });

    private static async Task SaveAsync(IAnchorStore store, params long[] sizes)
    {
        foreach (var size in sizes)
        {
            await store.SaveAsync(Anchor(size, isFinal: false), Cancel);
        }
    }

    private static StatusMark Mark(long index) => new(index, Anchor(index, isFinal: true).Facts.Block);

    private static AnchoredCheckpoint Anchor(long size, bool isFinal) => new(
        new AnchorFacts(size - 1, size, Batches.HashOf($"root {size}"), Batches.HashOf($"tx {size}"),
            new ChainBlock(size * 10, Batches.HashOf($"block {size}"), DateTimeOffset.FromUnixTimeSeconds(1_795_000_000 + size))),
        $"ledger.localhost/education/log\n{size}\n", isFinal);

    private static ChainPlace Place(int number) =>
        ChainAddress.TryParse($"0x{number:x40}", out var address) ? new ChainPlace(number, address, address) : throw new ArgumentOutOfRangeException(nameof(number));
}
