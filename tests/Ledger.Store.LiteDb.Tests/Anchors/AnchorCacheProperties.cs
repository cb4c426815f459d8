using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Ledger.Anchoring;
using Ledger.Store.Contract;
using Ledger.Store.LiteDb.Anchors;
using Ledger.Verify.Chain;

namespace Ledger.Store.LiteDb.Tests.Anchors;

public sealed class AnchorCacheProperties
{
    /// <summary>Whatever was asked and changed before, the answer is that of a search through all anchors.</summary>
    [Property(MaxTest = 300)]
    public Property Find_AfterAnyQuestionsAndChanges_IsWhatTheStoreWouldAnswer() => Prop.ForAll(
        Gen.Choose(0, 200).ArrayOf(60).ToArbitrary(), steps =>
        {
            var cache = new AnchorCache();
            var anchors = new List<AnchoredCheckpoint>();
            foreach (var (number, step) in steps.Index())
            {
                if (number % 9 == 8)
                {
                    Change(anchors, step);
                    cache.Clear();
                }

                var expected = anchors.Find(anchor => anchor.Facts.NewSize > step);
                if (!cache.TryFind(step, out var found, out var version))
                {
                    found = expected;
                    cache.Add(version, step, expected);
                }

                Assert.Same(expected, found);
            }
        });

    [Fact]
    public void Add_AnswerFromBeforeAChange_IsNotRemembered()
    {
        var cache = new AnchorCache();
        Assert.False(cache.TryFind(1, out _, out var version));

        cache.Clear();
        cache.Add(version, 1, Anchor(0, 5));
        cache.Add(version, 1, null);

        Assert.False(cache.TryFind(1, out _, out _));
    }

    [Fact]
    public void Find_LaterEntryOfAnAnchor_DoesNotAskTheStore()
    {
        var cache = new AnchorCache();
        cache.TryFind(5, out _, out var version);
        cache.Add(version, 5, Anchor(4, 9));

        Assert.True(cache.TryFind(8, out var found, out _));
        Assert.Equal(9, found?.Facts.NewSize);
        Assert.False(cache.TryFind(9, out _, out _));
        Assert.False(cache.TryFind(4, out _, out _)); // A smaller anchor may cover it.
    }

    [Fact]
    public void Add_MoreAnchorsThanItKeeps_StaysRight()
    {
        var cache = new AnchorCache();
        for (var size = 0; size < 3000; size++)
        {
            Assert.False(cache.TryFind(size, out _, out var version));
            cache.Add(version, size, Anchor(size, size + 1));
        }

        Assert.True(cache.TryFind(2999, out var newest, out _));
        Assert.Equal(3000, newest?.Facts.NewSize);
        Assert.False(cache.TryFind(0, out _, out _));
    }

    // A head above the last one, or the last one leaves the chain. Some begin at size 0, as the first one after a move to another chain.
    private static void Change(List<AnchoredCheckpoint> anchors, int step)
    {
        if (step % 4 == 0 && anchors.Count > 0)
        {
            anchors.RemoveAt(anchors.Count - 1);
        }
        else
        {
            var before = anchors.Count == 0 ? 0 : anchors[^1].Facts.NewSize;
            anchors.Add(Anchor(step % 3 == 0 ? 0 : before, before + 1 + (step / 2)));
        }
    }

    private static AnchoredCheckpoint Anchor(long oldSize, long newSize) => new(
        new AnchorFacts(oldSize, newSize, Batches.HashOf("root"), Batches.HashOf("tx"), new ChainBlock(1, Batches.HashOf("block"), DateTimeOffset.UnixEpoch)),
        "note", IsFinal: true);
}
