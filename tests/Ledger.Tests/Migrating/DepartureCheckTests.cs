using Ledger.Anchoring;
using Ledger.Migrating;
using Ledger.Tests.Anchoring;
using Ledger.Tests.Statuses;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.Migrations;
using Ledger.Verify.Trees;

namespace Ledger.Tests.Migrating;

/// <summary>
/// Reasons why a department cannot leave yet, one per test; and the differences that another department finds between a migration record and the
/// chain.
/// </summary>
public sealed class DepartureCheckTests
{
    private static readonly DateTimeOffset Now = TestLog.Start;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Find_NothingWrong_IsNull()
    {
        await using var bench = await SettledAsync();

        Assert.Null(await FindAsync(bench, await bench.LeaveAsync(), Next(bench)));
    }

    [Fact]
    public async Task Find_AfterAnEarlierAttempt_IsNull()
    {
        await using var bench = await SettledAsync();
        var left = await bench.LeaveAsync();
        await bench.LogMoveAsync(5);

        Assert.Null(await FindAsync(bench, left, Next(bench)));
    }

    [Fact]
    public async Task Find_EntriesWithoutAnchor_IsRefused()
    {
        await using var bench = await SettledAsync();
        await bench.Log.AddAsync(1);

        Assert.Equal(MigratingFaults.LogAhead, await FindAsync(bench, await bench.LeaveAsync(), Next(bench)));
    }

    [Fact]
    public async Task Find_AnotherRootOrALongerLogOnChain_IsRefused()
    {
        await using var bench = await SettledAsync();
        var left = await bench.LeaveAsync();

        Assert.Equal(MigratingFaults.HeadDiffers, await FindAsync(
            bench, left with { Anchors = AnchorRows.FromAnchors([left.Anchors[0] with { Root = Digest.Sha256([1]) }]) }, Next(bench)));
        Assert.Equal(MigratingFaults.HeadDiffers, await FindAsync(
            bench, left with { Anchors = AnchorRows.FromAnchors([left.Anchors[0] with { NewSize = 9 }]) }, Next(bench)));
    }

    [Fact]
    public async Task Find_StatusThatIsNotOnChain_IsRefused()
    {
        await using var bench = await WorkerBench.OpenAsync();
        var ids = await bench.Log.AddAsync(1);
        await bench.Log.ChangeAsync(ids[0], EntryStatus.Suspended);
        await bench.ReconcileAndMineAsync(4);
        var left = await bench.LeaveAsync();

        Assert.Null(await FindAsync(bench, left, Next(bench)));
        Assert.Equal(MigratingFaults.StatusesWaiting, await FindAsync(bench, left with { Statuses = StatusRows.Empty }, Next(bench)));
    }

    [Fact]
    public async Task Find_PendingTransaction_IsRefused()
    {
        await using var bench = await SettledAsync();
        await bench.Store.SaveOutgoingAsync(new OutgoingTransaction(1, [], Now, null), Cancel);

        Assert.Equal(MigratingFaults.TransactionWaiting, await FindAsync(bench, await bench.LeaveAsync(), Next(bench)));
    }

    [Fact]
    public async Task Find_TheSamePlace_IsRefused()
    {
        await using var bench = await SettledAsync();
        var left = await bench.LeaveAsync();

        Assert.Equal(MigratingFaults.SamePlace, await FindAsync(bench, left, Next(bench) with { Chain = new NextChain(left.Place, default, default) }));
    }

    [Fact]
    public async Task Find_NextChainHasNotRegisteredTheDepartment_IsRefused()
    {
        await using var bench = await SettledAsync();
        var (left, next) = (await bench.LeaveAsync(), Next(bench));

        Assert.Equal(MigratingFaults.UnknownOnNew, await FindAsync(bench, left, next with { Department = null }));
        Assert.Equal(MigratingFaults.UnknownOnNew, await FindAsync(bench, left, next with { Department = next.Department! with { SuspendedAt = Now } }));
        Assert.Equal(MigratingFaults.UnknownOnNew, await FindAsync(bench, left, next with { Department = next.Department! with { Origin = "other/log" } }));
        Assert.Equal(MigratingFaults.KeyUnknownOnNew, await FindAsync(bench, left, next with { LogKeys = [] }));
        Assert.Equal(MigratingFaults.KeyUnknownOnNew, await FindAsync(bench, left, next with { LogKeys = [next.LogKeys[0] with { CompromisedSince = Now }] }));
    }

    [Fact]
    public async Task Find_CompromisedKeyThatIsValidOnTheNextChain_IsRefused()
    {
        await using var bench = await SettledAsync();
        var key = new RecordKeyFacts(Digest.Sha256([1]), 1, [1], new Validity(DateTimeOffset.UnixEpoch, null));
        var left = await bench.LeaveAsync() with { RecordKeys = [key with { CompromisedSince = Now }] };

        Assert.Null(await FindAsync(bench, left, Next(bench)));
        Assert.Equal(MigratingFaults.CompromiseUnknownOnNew, await FindAsync(bench, left, Next(bench) with { RecordKeys = [key] }));
        Assert.Null(await FindAsync(bench, left, Next(bench) with { RecordKeys = [key with { CompromisedSince = Now }] }));
    }

    [Fact]
    public async Task Compare_CorrectRecord_FindsNothing()
    {
        await using var bench = await SettledAsync();
        var left = await bench.LeaveAsync();
        var move = await bench.LogMoveAsync(5);

        Assert.Empty(RecordComparison.Compare(move, left, [], []));
    }

    [Fact]
    public async Task Compare_OneFactDiffers_FindsItsPlace()
    {
        await using var bench = await SettledAsync();
        var left = await bench.LeaveAsync();
        var move = await bench.LogMoveAsync(5);
        var anchor = left.Anchors[0];

        string[] Places(RetiredChain seen) => [.. RecordComparison.Compare(move, seen, [], []).Select(one => one.Place)];
        Assert.Equal(["contracts"], Places(left with { Place = Departures.Place(9) }));
        Assert.Equal(["genesis"], Places(left with { Genesis = default }));
        Assert.Equal(["final"], Places(left with { Final = left.Final with { Hash = default } }));
        Assert.Equal(["department"], Places(left with { SuspendedAt = Now }));
        Assert.Equal(["logKeys"], Places(left with { LogKeys = [.. left.LogKeys, left.LogKeys[0] with { PublicKey = [1] }] }));
        Assert.Equal(["logKeys", "note"], Places(left with { LogKeys = [] }));
        Assert.Equal(["recordKeys"], Places(left with { RecordKeys = [new RecordKeyFacts(default, 1, [1], default)] }));
        Assert.Equal(["types"], Places(left with { Types = [new RetiredChainType(new RecordTypeFacts("t", default), [])] }));
        Assert.Equal(["anchors"], Places(left with { Anchors = AnchorRows.FromAnchors([anchor with { Transaction = Digest.Sha256([1]) }]) }));
        Assert.Equal(["statuses"], Places(left with { Statuses = StatusRows.FromChanges([(default, new StatusChangeFacts(EntryStatus.Revoked, Now, 1, 1, default))]) }));
    }

    [Fact]
    public async Task Compare_EarlierChain_MustEqualTheApprovedRecord()
    {
        await using var bench = await SettledAsync();
        var first = await bench.LogMoveAsync(5);
        bench.Move(new FakeChain { MinesAtOnce = true, ChainId = 5 });
        await bench.ReconcileAndMineAsync(4);
        var left = await bench.LeaveAsync();
        var carried = first.Record.Chains[0] with { LeftBy = first.Record.Hash };
        var second = await bench.LogMoveAsync(6, new MigrationRecord
        {
            Origin = first.Record.Origin,
            Chains = [carried, left],
            To = new NextChain(Departures.Place(6), default, default),
        });
        RecordedMigration[] recorded = [new(first.Record.Hash, Now, 1)];

        Assert.Empty(RecordComparison.Compare(second, left, recorded, [first.Record]));
        Fault[] Faults(RecordedMigration[] approved, params MigrationRecord[] earlier) =>
            [.. RecordComparison.Compare(second, left, approved, earlier).Select(one => one.Fault)];
        Assert.Equal([MigratingFaults.NotApprovedBefore], Faults([], first.Record));
        Assert.Equal([MigratingFaults.NotApprovedBefore], Faults(recorded));
        Assert.Equal([MigratingFaults.NotApprovedBefore], Faults(recorded, first.Record with { Chains = [first.Record.Chains[0] with { AdmittedAt = Now }] }));
    }

    private static async Task<WorkerBench> SettledAsync()
    {
        var bench = await WorkerBench.OpenAsync(records: 3);
        await bench.ReconcileAndMineAsync(3);
        return bench;
    }

    private static NextRegistration Next(WorkerBench bench)
    {
        var origin = bench.Log.Department.Origin;
        return new NextRegistration(
            new NextChain(Departures.Place(5), default, default), new DepartmentFacts(origin, "", default, DateTimeOffset.UnixEpoch, null),
            [new LogKeyFacts(Departures.Signer(origin).Key.PublicKey, new Validity(DateTimeOffset.UnixEpoch, null))], [], Now);
    }

    private static async Task<Fault?> FindAsync(WorkerBench bench, RetiredChain left, NextRegistration next) =>
        (await new DepartureCheck(bench.Log.Log, bench.Store).FindObstacleAsync(left, next, Cancel))?.Fault;
}
