using Ledger.Mirroring;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;

namespace Ledger.Tests.Mirroring;

/// <summary>
/// A department writes anything that the contracts accept into them. It affects no other department, and the mirror stores what it wrote.
/// </summary>
public sealed class HostileDepartmentTests
{
    private const ulong FirstImpossible = (ulong)long.MaxValue + 1;

    public static TheoryData<ulong, int?> ImpossibleSizes => new()
    {
        { FirstImpossible, 0 }, { FirstImpossible, 3 }, { FirstImpossible, null }, { FirstImpossible + 1, 3 }, { ulong.MaxValue, 3 },
    };

    [Theory, MemberData(nameof(ImpossibleSizes))]
    public async Task Refresh_ImpossibleHead_IsStoredAndOthersAreNotAffected(ulong size, int? depth)
    {
        var test = await MirrorTest.StartAsync(before: chain => chain.Depth = depth);
        test.Chain.Mine(MirrorTest.EveryKind).Mine(write => write.Reinstate("b").Anchor("b", size - 1));
        await test.RefreshedAsync();
        for (var i = 0; i < 5; i++)
        {
            test.Chain.Mine(write => write.Anchor("a", 2).SetStatus("a", $"s{i}", EntryStatus.Revoked));
            await test.RefreshedAsync();
        }

        await test.RestartAsync();
        await test.RefreshedAsync();

        var (theirs, others) = (test.Mirror.View!.FactsOf(test.Questions("b", "r1")), test.Mirror.View.FactsOf(test.Questions("a", "s4")));
        Assert.Equal(new ImpossibleHead(size, 2), theirs.ImpossibleHead.Value);
        Assert.Null(others.ImpossibleHead.Value);
        Assert.Equal(EntryStatus.Revoked, Assert.Single(others.Statuses.Value).Status);
        Assert.Equal(0, test.Mirror.State.Rebuilds);
    }

    [Fact]
    public async Task FactsOf_AnchorsBeforeAnImpossibleHead_AreStillFound()
    {
        var test = await MirrorTest.StartAsync();
        test.Chain.Mine(write => write.Admit("a").Anchor("a", 5)).Mine(write => write.Anchor("a", FirstImpossible).Anchor("a", 7));

        await test.RefreshedAsync();

        var facts = test.Mirror.View!.FactsOf(test.Questions("a", "r1"));
        Assert.Equal((0, 5, 1), (facts.Anchor.Value!.OldSize, facts.Anchor.Value.NewSize, facts.Anchor.Value.Block.Number));
        Assert.Equal(new ImpossibleHead(FirstImpossible + 12, 2), facts.ImpossibleHead.Value);
        Assert.Null(test.Mirror.View.FactsOf(test.Questions("a", "r1") with { AnchoredSize = long.MaxValue }).Anchor.Value);
    }

    [Fact]
    public async Task Refresh_EndpointOmitsAnImpossibleHead_DoesNotAnswer()
    {
        var test = await MirrorTest.StartAsync();
        test.Chain.Mine(MirrorTest.EveryKind).Mine(write => write.Anchor("b", FirstImpossible));
        test.Chain.Tells = told => told is HeadAnchored { NewSize: > long.MaxValue } ? null : told;

        Assert.False(await test.RefreshAsync());

        Assert.Equal(MirrorFaults.EventsDisagree, test.Mirror.State.Fault);
    }

    [Fact]
    public async Task Refresh_NonsensicalValues_AreFactsLikeAnyOther()
    {
        var test = await MirrorTest.StartAsync();
        test.Chain.Mine(MirrorTest.EveryKind).Mine(write =>
        {
            write.AddRecordKey("a", "for ever", DateTimeOffset.MaxValue).CompromiseRecordKey("a", "for ever", DateTimeOffset.UnixEpoch);
            write.AddRecordKey("a", "ends before it begins", ScriptedChain.Start.AddYears(-20));
            write.SetStatus("a", "x", EntryStatus.Superseded, "y").SetStatus("a", "y", EntryStatus.Superseded, "z").SetStatus("a", "z", EntryStatus.Superseded, "x").SetStatus("a", "self", EntryStatus.Superseded, "self");
            for (var status = 5; status <= byte.MaxValue; status += 50)
            {
                write.SetStatus("a", $"status {status}", (EntryStatus)status);
            }
        });

        await test.RefreshedAsync();
        await test.RestartAsync();
        await test.RefreshedAsync();

        Assert.Equal(BlockWriter.Name("y"), Assert.Single(test.Mirror.View!.FactsOf(test.Questions("a", "x")).Statuses.Value).Successor);
        Assert.Equal((EntryStatus)255, Assert.Single(test.Mirror.View.FactsOf(test.Questions("a", "status 255")).Statuses.Value).Status);
        var ended = test.Mirror.View.FactsOf(test.Questions("a", "x") with { KeyThumbprint = BlockWriter.Name("ends before it begins") }).RecordKey.Value!;
        Assert.False(ended.IsGoodAt(ScriptedChain.Start.AddYears(-20)) || ended.IsGoodAt(ended.Validity.From));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task FactsOf_KeysChangedInTheBlockOfTheAnchor_ListTheLaterChanges(bool isFinal)
    {
        var test = await MirrorTest.StartAsync(before: chain => chain.Depth = isFinal ? 0 : null);
        test.Chain.Mine(write => write.Admit("a").Admit("b").AddRecordKey("a", "key").Register(MirrorTest.Type));
        test.Chain.Mine(write => write
            .CloseRecordKey("a", "key").Authorise("a", MirrorTest.Type)
            .Anchor("a", 5)
            .RotateLogKey("a", "second").RotateLogKey("b", "third").AddRecordKey("a", "late").Deauthorise("a", MirrorTest.Type)
            .Anchor("a", 1));

        await test.RefreshedAsync();

        var first = test.Mirror.View!.FactsOf(test.Questions("a", "r"));
        Assert.Equal(
            [
                new(ValidityChangeKind.LogKeyClosed, BlockWriter.Name("a")), new(ValidityChangeKind.LogKeyOpened, BlockWriter.Name("second")),
                new(ValidityChangeKind.RecordKeyOpened, BlockWriter.Name("late")),
                new ValidityChange(ValidityChangeKind.AuthorityClosed, Ledger.Verify.Bundles.OnChainId.OfRecordType(MirrorTest.Type)),
            ],
            first.LaterInBlock.Value);
        Assert.Empty(test.Mirror.View.FactsOf(test.Questions("a", "r") with { AnchoredSize = 6 }).LaterInBlock.Value);
        Assert.False(test.Mirror.View.FactsOf(test.Questions("a", "r") with { AnchoredSize = null }).LaterInBlock.IsKnown);
    }
}
