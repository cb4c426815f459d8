using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Statuses;
using Ledger.Tests.Anchoring;
using Ledger.Verify.Migrations;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Tests.Statuses;

/// <summary>A log, a fake chain and the worker between them.</summary>
internal sealed class WorkerBench : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>The migration records of the department.</summary>
    public FakeMoves Moves { get; } = new();

    private WorkerBench(TestLog log, FakeChain chain)
    {
        Log = log;
        Chain = chain;
        Worker = MakeWorker(chain, Store);
    }

    public TestLog Log { get; }

    public FakeChain Chain { get; private set; }

    public MemoryAnchorStore Store { get; } = new();

    public ChainWorker Worker { get; private set; }

    /// <summary>
    /// The setting for workers created from now on. Default zero, because the single fake chain does not lag unless a test says so.
    /// </summary>
    public TimeSpan BehindPatience { get; set; }

    public static async Task<WorkerBench> OpenAsync(FakeChain? chain = null, int records = 0) =>
        new(await TestLog.OpenAsync(records), chain ?? new FakeChain { MinesAtOnce = true });

    /// <summary>Reconciles, then mines a block, repeatedly: what happens in a few seconds.</summary>
    public async Task ReconcileAndMineAsync(int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            await Worker.ReconcileAsync(TestContext.Current.CancellationToken);
            Chain.Mine();
        }
    }

    /// <summary>Reconciles once without mining a block.</summary>
    public async Task ReconcileAsync() => await Worker.ReconcileAsync(TestContext.Current.CancellationToken);

    /// <summary>Replaces the worker as after a crash: only the contents of the store remain.</summary>
    public void Restart(Tripwire? wire = null, TimeProvider? clock = null) =>
        Worker = wire is null ? MakeWorker(Chain, Store, clock) : MakeWorker(wire.Around(Chain), wire.Around(Store), clock);

    /// <summary>Restarts the node with another chain in its settings.</summary>
    public void Move(FakeChain chain)
    {
        Chain = chain;
        Restart();
    }

    public async Task<ProofLevel> LevelAsync(long index) => await Store.FindLevelAsync(index, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => Log.DisposeAsync();

    private ChainWorker MakeWorker(IAnchorChain chain, IAnchorStore store, TimeProvider? clock = null) => new(
        Log.Log, chain, store, new OperatorSender(chain, store, new FakeKey(), Log.Clock, Patience, NullLogger.Instance), Moves, clock ?? Log.Clock,
        NullLogger<ChainWorker>.Instance)
    {
        BehindPatience = BehindPatience,
    };
}

/// <summary>Migration records that a test adds.</summary>
internal sealed class FakeMoves : IChainMoves
{
    public List<MigrationFile> Files { get; } = [];

    public ValueTask<ImmutableArray<MigrationFile>> ListAsync(CancellationToken cancellationToken) => ValueTask.FromResult<ImmutableArray<MigrationFile>>([.. Files]);
}
