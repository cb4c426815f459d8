using Ledger.Mirroring;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;

namespace Ledger.Tests.Mirroring;

/// <summary>The mirror with a correct chain, a slow or silent one, and a wrong one.</summary>
public sealed class ChainMirrorTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task View_BeforeTheFirstRefresh_IsNull()
    {
        var test = await MirrorTest.StartAsync();

        Assert.Null(test.Mirror.View);
        Assert.Null(test.Mirror.Find(TimeSpan.MaxValue));
        Assert.Equal("The mirror has not seen the chain yet.", test.Mirror.Age());
    }

    [Fact]
    public async Task Refresh_EventsOfEveryKind_AnswersAsTheContractsDo()
    {
        var test = await MirrorTest.StartAsync();
        test.Chain.Mine(MirrorTest.EveryKind);

        await test.RefreshedAsync();

        Assert.Equal(1, test.Mirror.State.Block);
        Assert.Equal(0, test.Mirror.State.Lag);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(null)]
    public async Task Refresh_BlockByBlock_AnswersAsTheContractsDoAtEach(int? depth)
    {
        var test = await MirrorTest.StartAsync(before: chain => chain.Depth = depth);
        await test.RefreshedAsync();
        test.Chain.Mine(write => write.Admit("a").Register(MirrorTest.Type).Authorise("a", MirrorTest.Type));
        await test.RefreshedAsync();
        for (var i = 0; i < 12; i++)
        {
            test.Chain.Mine(write => write.Anchor("a", 2).SetStatus("a", $"r{i / 2}", i % 2 == 0 ? EntryStatus.Suspended : EntryStatus.Revoked));
            await test.RefreshedAsync();
        }
    }

    [Fact]
    public async Task Refresh_NothingNew_AsksOnceAndUpdatesTheTime()
    {
        var test = await MirrorTest.StartAsync(before: chain => chain.Mine(MirrorTest.EveryKind));
        await test.RefreshedAsync();
        var before = test.Chain.Answers;
        test.Clock.Advance(TimeSpan.FromSeconds(30));

        await test.RefreshedAsync();

        Assert.Equal(before + 1, test.Chain.Answers);
        Assert.Equal(test.Clock.GetUtcNow(), test.Mirror.View!.Source.SeenAt);
    }

    [Fact]
    public async Task FactsOf_AfterARefresh_AsksNothing()
    {
        var test = await MirrorTest.StartAsync(before: chain => chain.Mine(MirrorTest.EveryKind));
        await test.RefreshedAsync();
        var before = test.Chain.Answers;

        test.CheckAll();

        Assert.Equal(before, test.Chain.Answers);
    }

    [Fact]
    public async Task Find_OlderThanTheBound_IsNull()
    {
        var test = await MirrorTest.StartAsync(before: chain => chain.Mine(MirrorTest.EveryKind));
        await test.RefreshedAsync();
        test.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.NotNull(test.Mirror.Find(TimeSpan.FromSeconds(60)));
        test.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(test.Mirror.Find(TimeSpan.FromSeconds(60)));
        Assert.Equal("The mirror last saw the chain 61 s ago.", test.Mirror.Age());
    }

    [Fact]
    public async Task Find_SeenWhileTheClockWasAYearAhead_IsNotFreshForAYear()
    {
        var test = await MirrorTest.StartAsync(before: chain => chain.Mine(MirrorTest.EveryKind));
        test.Clock.Advance(TimeSpan.FromDays(365));
        await test.RefreshedAsync();

        test.Clock.AdjustTime(test.Clock.GetUtcNow() - TimeSpan.FromDays(365));

        Assert.Null(test.Mirror.Find(TimeSpan.FromSeconds(60)));
        await test.RefreshedAsync();
        Assert.NotNull(test.Mirror.Find(TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public async Task Refresh_SilentChain_KeepsTheViewAndItsAge()
    {
        var test = await MirrorTest.StartAsync(before: chain => chain.Mine(MirrorTest.EveryKind));
        await test.RefreshedAsync();
        var seen = test.Clock.GetUtcNow();
        test.Chain.IsSilent = true;
        test.Clock.Advance(TimeSpan.FromSeconds(20));

        Assert.False(await test.RefreshAsync());

        Assert.Equal(MirrorFaults.ChainUnreachable, test.Mirror.State.Fault);
        Assert.Equal(seen, test.Mirror.View!.Source.SeenAt);
        test.Chain.IsSilent = false;
        await test.RefreshedAsync();
    }

    [Fact]
    public async Task Refresh_UnforeseenException_IsNotReportedAsAnOutageAndTheNextRefreshRuns()
    {
        var test = await MirrorTest.StartAsync(before: chain => chain.Mine(MirrorTest.EveryKind));
        await test.RefreshedAsync();
        test.Chain.BeforeAnswer = _ => throw new InvalidOperationException("a defect");

        Assert.False(await test.RefreshAsync());

        Assert.Equal(MirrorFaults.Unforeseen, test.Mirror.State.Fault);
        Assert.NotNull(test.Mirror.View);
        test.Chain.BeforeAnswer = null;
        await test.RefreshedAsync();
    }

    [Fact]
    public async Task Refresh_OutageAtAnyAnswer_IsCompleteTheNextTime()
    {
        for (var silentAt = 1; ; silentAt++)
        {
            var test = await MirrorTest.StartAsync(new MirrorOptions { BlocksPerStep = 2, BlocksPerStamp = 1 });
            for (var i = 0; i < 10; i++)
            {
                test.Chain.Mine(write => (i == 0 ? write.Admit("a") : write.Anchor("a", 1)).SetStatus("a", $"r{i}", EntryStatus.Revoked));
            }

            test.Chain.BeforeAnswer = number => test.Chain.IsSilent = number == silentAt;
            var isWhole = await test.RefreshAsync();
            Assert.Equal(isWhole, test.Mirror.View is not null);
            test.Chain.BeforeAnswer = null;
            test.Chain.IsSilent = false;

            await test.RefreshedAsync();

            if (isWhole)
            {
                Assert.True(silentAt > 10);
                return; // Every answer was tested.
            }
        }
    }

    [Fact]
    public async Task Refresh_LongHistory_IsStoredInStepsThatARestartContinues()
    {
        var options = new MirrorOptions { BlocksPerStep = 10, BlocksPerStamp = 1 };
        var test = await MirrorTest.StartAsync(options, chain =>
        {
            chain.Mine(write => write.Admit("a"));
            for (var i = 0; i < 95; i++)
            {
                chain.Mine(write => write.SetStatus("a", $"r{i % 50}", i < 50 ? EntryStatus.Suspended : EntryStatus.Revoked).Anchor("a", 1));
            }
        });
        test.Chain.BeforeAnswer = _ => test.Chain.IsSilent = test.Chain.EventQuestions == 6;
        Assert.False(await test.RefreshAsync());
        Assert.Equal(49, test.Mirror.State.BuiltUpTo);
        Assert.Null(test.Mirror.View);
        test.Chain.BeforeAnswer = null;
        test.Chain.IsSilent = false;

        await test.RestartAsync();
        var before = test.Chain.EventQuestions;
        await test.RefreshedAsync();

        Assert.Equal(before + 5, test.Chain.EventQuestions); // 50 to 59, and so on to 89, and the rest
        Assert.Equal(93, test.Store.Stamp!.VerifiedUpTo);
    }

    [Fact]
    public async Task Refresh_EndpointReturnsAFewBlocksPerCall_ReadsAllOfThem()
    {
        var test = await MirrorTest.StartAsync(before: chain => chain.MostBlocksAtOnce = 2);
        test.Chain.Mine(MirrorTest.EveryKind).Mine().Mine(write => write.Anchor("a", 1)).Mine().Mine(write => write.SetStatus("a", "r9", EntryStatus.Suspended));

        await test.RefreshedAsync();
    }

    [Fact]
    public async Task Refresh_FirstBlock_IsWhereReadingStarts()
    {
        var test = await MirrorTest.StartAsync(before: chain => chain.Mine().Mine().Mine().Mine(MirrorTest.EveryKind));
        test.Chain.FirstBlock = 4;
        test.Chain.Tells = told => told;

        await test.RefreshedAsync();
    }

    [Fact]
    public async Task Restart_NothingNew_ReadsOnlyWhatIsNotFinal()
    {
        var test = await MirrorTest.StartAsync(before: chain => chain.Mine(MirrorTest.EveryKind).Mine().Mine().Mine().Mine());
        await test.RefreshedAsync();

        await test.RestartAsync();
        Assert.Null(test.Mirror.View);
        await test.RefreshedAsync();

        Assert.Equal(0, test.Mirror.State.Rebuilds);
        Assert.Equal(2, test.Mirror.State.BuiltUpTo);
    }

    [Fact]
    public async Task Restart_OtherContracts_Rebuilds()
    {
        var test = await MirrorTest.StartAsync(before: chain => chain.Mine(MirrorTest.EveryKind).Mine().Mine().Mine().Mine());
        await test.RefreshedAsync();
        test.Chain.Registry = "another";

        await test.RestartAsync();
        await test.RefreshedAsync();

        Assert.Equal(BlockWriter.Account("another"), test.Store.Stamp!.Chain.Registry);
    }

    [Fact]
    public async Task Restart_DamagedStore_RebuildsAndReportsIt()
    {
        var test = await MirrorTest.StartAsync(before: chain => chain.Mine(MirrorTest.EveryKind).Mine().Mine().Mine().Mine());
        await test.RefreshedAsync();
        test.Store.IsDamaged = true;

        await test.RestartAsync();
        await test.RefreshedAsync();

        Assert.Equal((1, MirrorFaults.StoreUnusable), (test.Mirror.State.Rebuilds, test.Mirror.State.LastRebuild));
    }

    [Fact]
    public async Task Restart_StoreLostAPage_Rebuilds()
    {
        var test = await MirrorTest.StartAsync(before: chain => chain.Depth = 0);
        test.Chain.Mine(write => write.Admit("a"));
        await test.RefreshedAsync();
        test.Chain.Mine(write => write.SetStatus("a", "r", EntryStatus.Suspended));
        await test.RefreshedAsync();
        test.Chain.Mine(write => write.SetStatus("a", "r", EntryStatus.Revoked));
        await test.RefreshedAsync();
        test.Store.Lose(1);

        await test.RestartAsync();
        await test.RefreshedAsync();

        Assert.Equal(MirrorFaults.StoreUnusable, test.Mirror.State.LastRebuild);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Refresh_StoreFails_ContinuesInMemoryAndARestartIsComplete(bool afterItsEffect)
    {
        var test = await MirrorTest.StartAsync(before: chain => chain.Depth = 0);
        test.Chain.Mine(write => write.Admit("a"));
        await test.RefreshedAsync();
        (test.Store.FailsBefore, test.Store.FailsAfter) = (!afterItsEffect, afterItsEffect);
        test.Chain.Mine(write => write.SetStatus("a", "r", EntryStatus.Suspended));

        Assert.True(await test.RefreshAsync());

        Assert.Equal(MirrorFaults.StoreUnusable, test.Mirror.State.Fault);
        test.CheckAll();
        (test.Store.FailsBefore, test.Store.FailsAfter) = (false, false);
        test.Chain.Mine(write => write.SetStatus("a", "r", EntryStatus.Revoked));
        var appends = test.Store.Appends;
        Assert.True(await test.RefreshAsync());
        test.CheckAll();
        Assert.Equal(appends, test.Store.Appends); // Nothing after a gap may be stored.
        await test.RestartAsync();
        await test.RefreshedAsync();
        Assert.Equal(0, test.Mirror.State.Rebuilds);
    }

    [Fact]
    public async Task CatchUp_ManyAtOnce_ShareARefresh()
    {
        var test = await MirrorTest.StartAsync(before: chain => chain.Mine(MirrorTest.EveryKind));
        await test.RefreshedAsync();
        test.Chain.Mine();
        test.Clock.Advance(TimeSpan.FromSeconds(1));
        var before = test.Chain.EventQuestions;

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => test.Mirror.CatchUpAsync(test.Clock.GetUtcNow(), Cancel).AsTask()));

        Assert.Equal(before + 1, test.Chain.EventQuestions);
        Assert.Equal(test.Chain.Newest, test.Mirror.View!.Source.Latest);
    }

    [Fact]
    public async Task Refresh_EndpointLags_KeepsTheKnownState()
    {
        var test = await MirrorTest.StartAsync(before: chain => chain.Mine(MirrorTest.EveryKind).Mine());
        test.Chain.Mine(write => write.SetStatus("a", "r9", EntryStatus.Revoked));
        await test.RefreshedAsync();
        test.Chain.Lag = 1;

        Assert.False(await test.RefreshAsync());

        Assert.Equal(MirrorFaults.ChainUnreachable, test.Mirror.State.Fault);
        Assert.Equal(EntryStatus.Revoked, Assert.Single(test.Mirror.View!.FactsOf(test.Questions("a", "r9")).Statuses.Value).Status);
        test.Chain.Lag = 0;
        await test.RefreshedAsync();
    }

    [Fact]
    public async Task Refresh_ChainStaysShorter_IsAcceptedAfterAWhile()
    {
        var test = await MirrorTest.StartAsync(before: chain => chain.Mine(MirrorTest.EveryKind).Mine().Mine(write => write.SetStatus("a", "r9", EntryStatus.Revoked)));
        await test.RefreshedAsync();
        test.Chain.Drop(1);
        Assert.False(await test.RefreshAsync());
        test.Clock.Advance(TimeSpan.FromSeconds(61));

        await test.RefreshedAsync();

        Assert.Equal(0, test.Mirror.State.Rebuilds);
    }
}
