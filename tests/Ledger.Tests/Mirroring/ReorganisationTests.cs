using Ledger.Mirroring;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;

namespace Ledger.Tests.Mirroring;

/// <summary>Reorganisations between refreshes, and at every answer within a refresh.</summary>
public sealed class ReorganisationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public async Task Refresh_AfterAReorganisation_AnswersFromTheNewBranch(int blocks)
    {
        var test = await MirrorTest.StartAsync(before: chain => chain.Depth = 8);
        test.Chain.Mine(MirrorTest.EveryKind);
        for (var i = 0; i < 10; i++)
        {
            test.Chain.Mine(write => write.Anchor("a", 1).SetStatus("a", $"r{10 + i}", EntryStatus.Revoked).RotateLogKey("a", $"k{i}"));
        }

        await test.RefreshedAsync();
        test.Chain.Drop(blocks);
        for (var i = 0; i <= blocks; i++)
        {
            test.Chain.Mine(write => write.Anchor("a", 2).SetStatus("a", $"r{20 + i}", EntryStatus.Suspended));
        }

        await test.RefreshedAsync();

        Assert.Equal(0, test.Mirror.State.Rebuilds);
        Assert.Empty(test.Mirror.View!.FactsOf(test.Questions("a", "r19")).Statuses.Value);
    }

    [Fact]
    public async Task Refresh_ReorganisedAtAnyAnswer_AnswersFromOneBranch()
    {
        for (var at = 1; ; at++)
        {
            var test = await MirrorTest.StartAsync(new MirrorOptions { BlocksPerStep = 4, BlocksPerStamp = 1 });
            test.Chain.Mine(MirrorTest.EveryKind);
            for (var i = 0; i < 9; i++)
            {
                test.Chain.Mine(write => write.Anchor("a", 1).SetStatus("a", $"r{10 + i}", EntryStatus.Revoked));
            }

            // The new branch replaces the revocations of the last blocks: equal block numbers, other contents.
            test.Chain.BeforeAnswer = number =>
            {
                if (number == at)
                {
                    test.Chain.Drop(3).Mine().Mine(write => write.SetStatus("a", "r30", EntryStatus.Revoked).Anchor("a", 1))
                        .Mine(write => write.SetStatus("a", "r31", EntryStatus.Suspended).Anchor("a", 1)).Mine(write => write.SetStatus("a", "r32", EntryStatus.Suspended).Anchor("a", 1));
                }
            };
            var isWhole = await test.RefreshAsync();

            Assert.True(isWhole);
            test.CheckAll();
            Assert.Equal(0, test.Mirror.State.Rebuilds);
            if (test.Chain.Answers < at)
            {
                Assert.True(at > 8);
                return; // Every answer was tested.
            }
        }
    }

    [Fact]
    public async Task Refresh_ReorganisedTwiceDuringReading_NeverMixesBranches()
    {
        for (var at = 1; at < 12; at++)
        {
            for (var until = at + 1; until < 13; until++)
            {
                var test = await MirrorTest.StartAsync(before: chain => chain.Mine(MirrorTest.EveryKind).Mine(write => write.SetStatus("a", "r9", EntryStatus.Revoked)));
                test.Chain.BeforeAnswer = number =>
                {
                    if (number == at || number == until)
                    {
                        test.Chain.Drop(1).Mine(write => write.SetStatus("a", number == at ? "r8" : "r9", EntryStatus.Revoked));
                    }
                };

                Assert.True(await test.RefreshAsync());
                test.CheckAll();
                Assert.Equal(0, test.Mirror.State.Rebuilds);
            }
        }
    }

    [Fact]
    public async Task Refresh_ChainReorganisesAtEveryRead_DoesNotAnswer()
    {
        var test = await MirrorTest.StartAsync(before: chain => chain.Mine(MirrorTest.EveryKind));
        test.Chain.BeforeAnswer = _ => test.Chain.Drop(1).Mine(MirrorTest.EveryKind);

        Assert.False(await test.RefreshAsync());

        Assert.Null(test.Mirror.View);
        Assert.Equal(MirrorFaults.ChainUnreachable, test.Mirror.State.Fault);
        test.Chain.BeforeAnswer = null;
        await test.RefreshedAsync();
    }

    [Fact]
    public async Task Refresh_FinalBlockReplaced_RebuildsAndReportsIt()
    {
        var test = await MirrorTest.StartAsync(before: chain => chain.Depth = 0);
        test.Chain.Mine(MirrorTest.EveryKind).Mine(write => write.SetStatus("a", "r9", EntryStatus.Revoked));
        await test.RefreshedAsync();
        test.Chain.Drop(1).Mine(write => write.SetStatus("a", "r8", EntryStatus.Suspended)).Mine();

        await test.RefreshedAsync();

        Assert.Equal((1, MirrorFaults.HistoryReplaced), (test.Mirror.State.Rebuilds, test.Mirror.State.LastRebuild));
        Assert.Empty(test.Mirror.View!.FactsOf(test.Questions("a", "r9")).Statuses.Value);
    }

    [Fact]
    public async Task Refresh_FinalBlocksReplacedRepeatedly_DoesNotAnswerBetweenRebuilds()
    {
        var test = await MirrorTest.StartAsync(before: chain => chain.Depth = 0);
        test.Chain.Mine(MirrorTest.EveryKind);
        await test.RefreshedAsync();
        test.Chain.Drop(1).Mine().Mine();
        await test.RefreshedAsync();
        test.Chain.Drop(1).Mine(MirrorTest.EveryKind).Mine();

        Assert.False(await test.RefreshAsync());

        Assert.Null(test.Mirror.View);
        Assert.Equal(MirrorFaults.HistoryReplaced, test.Mirror.State.Fault);
        test.Clock.Advance(TimeSpan.FromMinutes(11));
        await test.RefreshedAsync();
    }

    [Fact]
    public async Task Restart_ChainWasReset_Rebuilds()
    {
        var test = await MirrorTest.StartAsync(before: chain => chain.Mine(MirrorTest.EveryKind).Mine().Mine().Mine().Mine().Mine());
        await test.RefreshedAsync();
        test.Chain.Drop(6);
        for (var i = 0; i < 10; i++)
        {
            test.Chain.Mine();
        }

        await test.RestartAsync();
        await test.RefreshedAsync();

        Assert.Equal(MirrorFaults.HistoryReplaced, test.Mirror.State.LastRebuild);
        Assert.Null(test.Mirror.View!.FactsOf(test.Questions("a", "r1")).Department.Value);
    }

    [Fact]
    public async Task Restart_ChainShorterThanTheFinalBlock_WaitsAndThenRebuilds()
    {
        var test = await MirrorTest.StartAsync(before: chain => chain.Mine(MirrorTest.EveryKind).Mine().Mine().Mine().Mine().Mine());
        await test.RefreshedAsync();
        test.Chain.Drop(6).Mine();
        await test.RestartAsync();
        Assert.False(await test.RefreshAsync());
        Assert.Null(test.Mirror.View);
        test.Clock.Advance(TimeSpan.FromSeconds(61));

        await test.RefreshedAsync();

        Assert.Equal(MirrorFaults.HistoryReplaced, test.Mirror.State.LastRebuild);
    }
}
