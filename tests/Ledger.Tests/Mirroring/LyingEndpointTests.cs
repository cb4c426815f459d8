using Ledger.Mirroring;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;

namespace Ledger.Tests.Mirroring;

/// <summary>Endpoints that omit or change events. The mirror then gives no answer rather than a wrong one.</summary>
public sealed class LyingEndpointTests
{
    /// <summary>Each kind of event, omitted once.</summary>
    public static TheoryData<string> Kinds => [.. typeof(ChainEvent).Assembly.GetTypes()
        .Where(type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(ChainEvent))).Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Refresh_EventsOfAKindOmitted_DoesNotAnswer(string kind)
    {
        var test = await MirrorTest.StartAsync(before: chain => chain.Mine(MirrorTest.EveryKind));
        test.Chain.Tells = told => told.GetType().Name == kind ? null : told;

        Assert.False(await test.RefreshAsync());

        Assert.Null(test.Mirror.View);
        Assert.Equal(MirrorFaults.EventsDisagree, test.Mirror.State.Fault);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Refresh_NewestEventOfAKindOmitted_StopsAnswering(string kind)
    {
        var test = await MirrorTest.StartAsync(before: chain => chain.Mine(MirrorTest.EveryKind).Mine().Mine().Mine().Mine());
        await test.RefreshedAsync();
        test.Chain.Mine(write =>
        {
            write.Admit("c").Register("another").Authorise("a", "another").Deauthorise("a", "another").AddRecordKey("a", "third").CloseRecordKey("a", "third")
                .CompromiseRecordKey("a", "third", ScriptedChain.Start).RotateLogKey("a", "fourth").CompromiseLogKey("a", ScriptedChain.Start)
                .Move("a", "there").Suspend("a").Reinstate("a").RecordMigration("a").Anchor("a", 1).SetStatus("a", "r7", EntryStatus.Suspended);
        });
        test.Chain.Tells = told => told.GetType().Name == kind ? null : told;

        Assert.False(await test.RefreshAsync());

        Assert.Null(test.Mirror.View);
        Assert.Equal((MirrorFaults.EventsDisagree, 1), (test.Mirror.State.Fault, test.Mirror.State.Rebuilds));
    }

    public static TheoryData<string, Func<ChainEvent, ChainEvent?>> Changes => new()
    {
        { "status", told => told is StatusChanged { Status: EntryStatus.Revoked } e ? e with { Status = EntryStatus.Active } : told },
        { "successor", told => told is StatusChanged { Status: EntryStatus.Superseded } e ? e with { Successor = BlockWriter.Name("mine") } : told },
        { "record", told => told is StatusChanged { Sequence: 2 } e ? e with { RecordId = BlockWriter.Name("another") } : told },
        { "root", told => told is HeadAnchored { OldSize: 0 } e ? e with { Root = BlockWriter.Name("forged") } : told },
        { "middle size", told => told is HeadAnchored e ? e with { NewSize = e.NewSize == 5 ? 6 : e.NewSize, OldSize = e.OldSize == 5 ? 6 : e.OldSize } : told },
        { "log key", told => told is LogKeyOpened { Change: 2 } e ? e with { Key = BlockWriter.Name("forged") } : told },
        { "record key", told => told is RecordKeyAdded e ? e with { PublicKey = [.. new byte[64]] } : told },
        { "algorithm", told => told is RecordKeyAdded e ? e with { Algorithm = 2 } : told },
        { "compromise", told => told is RecordKeyCompromised e ? e with { Since = e.Since.AddYears(9) } : told },
        { "type", told => told is TypeRegistered e ? e with { MetadataHash = BlockWriter.Name("forged") } : told },
        { "authorised type", told => told is TypeDeauthorised e ? new MigrationRecorded(e.Department, e.Type, e.Change) : told },
        { "operator", told => told is OperatorChanged e ? e with { Operator = BlockWriter.Account("thief") } : told },
        { "suspension", told => told is DepartmentSuspended e ? new DepartmentReinstated(e.Department, e.Change) : told },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Refresh_ChangedEvent_DoesNotAnswer(string what, Func<ChainEvent, ChainEvent?> tells)
    {
        var test = await MirrorTest.StartAsync(before: chain => chain.Mine(MirrorTest.EveryKind));
        test.Chain.Tells = tells;

        Assert.False(await test.RefreshAsync(), what);

        Assert.Null(test.Mirror.View);
        Assert.Equal(MirrorFaults.EventsDisagree, test.Mirror.State.Fault);
    }

    [Fact]
    public async Task Refresh_WrongEventInADurableStep_IsFoundBeforeAnswering()
    {
        var test = await MirrorTest.StartAsync(new MirrorOptions { BlocksPerStep = 2, BlocksPerStamp = 1 }, chain =>
        {
            chain.Mine(MirrorTest.EveryKind);
            for (var i = 0; i < 20; i++)
            {
                chain.Mine();
            }
        });
        test.Chain.Tells = told => told is StatusChanged { Status: EntryStatus.Revoked } e ? e with { Status = EntryStatus.Active } : told;
        Assert.False(await test.RefreshAsync());
        Assert.True(test.Store.Stamp!.Block.Number > 10); // Stored durably, but not verified.

        await test.RestartAsync();
        Assert.False(await test.RefreshAsync());

        Assert.Null(test.Mirror.View);
    }

    [Fact]
    public async Task Refresh_EndpointIsCorrectAgain_AnswersAfterOneRebuild()
    {
        var test = await MirrorTest.StartAsync(before: chain => chain.Mine(MirrorTest.EveryKind).Mine().Mine().Mine().Mine());
        await test.RefreshedAsync();
        test.Chain.Mine(write => write.SetStatus("a", "r9", EntryStatus.Revoked));
        var questions = 0;
        test.Chain.Tells = told => told is StatusChanged { Sequence: 5 } && questions++ == 0 ? null : told;

        await test.RefreshedAsync();

        Assert.Equal((1, MirrorFaults.EventsDisagree), (test.Mirror.State.Rebuilds, test.Mirror.State.LastRebuild));
    }

    [Fact]
    public async Task Refresh_EndpointStaysWrong_RebuildsWithGrowingPauses()
    {
        var test = await MirrorTest.StartAsync(before: chain => chain.Mine(MirrorTest.EveryKind));
        test.Chain.Tells = told => told is StatusChanged { Status: EntryStatus.Revoked } ? null : told;
        for (var minute = 0; minute < 60; minute++)
        {
            Assert.False(await test.RefreshAsync());
            Assert.Null(test.Mirror.View);
            Assert.Equal(MirrorFaults.EventsDisagree, test.Mirror.State.Fault);
            test.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.InRange(test.Mirror.State.Rebuilds, 2, 5);
        test.Chain.Tells = told => told;
        await test.RefreshedAsync();
    }

    [Fact]
    public async Task Refresh_WrongEndpointFallsSilent_KeepsTheFault()
    {
        var test = await MirrorTest.StartAsync(before: chain => chain.Mine(MirrorTest.EveryKind));
        test.Chain.Tells = told => told is HeadAnchored ? null : told;
        await test.RefreshAsync();
        test.Chain.IsSilent = true;

        Assert.False(await test.RefreshAsync());

        Assert.Equal(MirrorFaults.EventsDisagree, test.Mirror.State.Fault);
    }
}
