using Ledger.Anchoring;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Tests.Chain;

/// <summary>The complete history of a department on chain, on the real contracts.</summary>
public sealed class HistoryTests(RealChain real)
{
    private static readonly ChainBlock Block = new(1, default, DateTimeOffset.UnixEpoch);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadStatusChanges_OfManyRecords_AreAllThereInOrder()
    {
        var chain = await real.GetAsync();
        var department = await real.AdmitAsync(Cancellation);
        var (one, two) = (Digest.Sha256([1]), Digest.Sha256([2]));
        var first = await department.SendAsync(new StatusCall([new(one, EntryStatus.Suspended, default), new(two, EntryStatus.Superseded, one)]), Cancellation);
        var second = await department.SendAsync(new StatusCall([new(one, EntryStatus.Active, default)]), Cancellation);

        var history = await chain.ReadStatusChangesAsync(department.Origin, Cancellation);

        Assert.Equal((3, true), (history.Count, history.IsWhole));
        Assert.Equal(
            [(one, EntryStatus.Suspended, first.Outcome.Block.Number), (two, EntryStatus.Superseded, first.Outcome.Block.Number), (one, EntryStatus.Active, second.Outcome.Block.Number)],
            history.Changes.Select(change => (change.RecordId, change.Facts.Status, change.Facts.Block)));
        Assert.Equal(one, history.Changes[1].Facts.Successor);
        Assert.Equal(second.Transaction.Hash, history.Changes[2].Transaction);
    }

    [Fact]
    public async Task ReadStatusChanges_OfAnother_AreNotMixedIn()
    {
        var chain = await real.GetAsync();
        var (department, other) = (await real.AdmitAsync(Cancellation), await real.AdmitAsync(Cancellation));
        await other.SendAsync(new StatusCall([new(Digest.Sha256([1]), EntryStatus.Suspended, default)]), Cancellation);

        var history = await chain.ReadStatusChangesAsync(department.Origin, Cancellation);

        Assert.Equal((0, 0, true), (history.Changes.Length, history.Count, history.IsWhole));
    }

    [Fact]
    public async Task ReadAnchorHistory_OfAGrowingLog_IsWhole()
    {
        var chain = await real.GetAsync();
        var department = await real.AdmitAsync(Cancellation);
        await department.SendAsync(department.Grow(5), Cancellation);
        await department.SendAsync(department.Grow(7), Cancellation);

        var history = await chain.ReadAnchorHistoryAsync(department.Origin, Cancellation);

        Assert.True(history.IsWhole);
        Assert.Equal([5L, 12], history.Anchors.Select(anchor => anchor.NewSize));
        Assert.Equal((12, department.Root(0, 12), 2), (history.Head.Size, history.Head.Root, history.Head.Count));
    }

    [Fact]
    public async Task ReadAnchorHistory_BeforeTheFirst_IsWhole()
    {
        var department = await real.AdmitAsync(Cancellation);

        Assert.True((await (await real.GetAsync()).ReadAnchorHistoryAsync(department.Origin, Cancellation)).IsWhole);
    }

    [Theory]
    [InlineData(0, 5, 5, 9, 2, true)]
    [InlineData(0, 5, 6, 9, 2, false)]
    [InlineData(1, 5, 5, 9, 2, false)]
    [InlineData(0, 5, 5, 9, 3, false)]
    [InlineData(0, 5, 5, 8, 2, false)]
    public void IsWhole_OfAnchors_IsWhenNoneIsLeftOut(long from, long to, long from2, long to2, long count, bool isWhole)
    {
        var root = Digest.Sha256([1]);
        AnchorFacts[] anchors = [new(from, to, root, default, Block), new(from2, to2, root, default, Block)];

        Assert.Equal(isWhole, new AnchorHistory([.. anchors], new AnchoredHead(9, root, 1, count), Block).IsWhole);
    }

    [Theory]
    [InlineData(new long[] { 1, 2 }, 2, true)]
    [InlineData(new long[] { 1, 3 }, 2, false)]
    [InlineData(new long[] { 2, 1 }, 2, false)]
    [InlineData(new long[] { 1, 2 }, 3, false)]
    public void IsWhole_OfStatusChanges_IsWhenNoneIsLeftOut(long[] sequences, long count, bool isWhole)
    {
        var changes = sequences.Select(
            sequence => new RecordStatusChange(default, new StatusChangeFacts(EntryStatus.Suspended, DateTimeOffset.UnixEpoch, 1, sequence, default), default));

        Assert.Equal(isWhole, new StatusChanges([.. changes], count, Block).IsWhole);
    }
}
