using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Statuses;
using Ledger.Tests.Anchoring;
using Ledger.Verify.Migrations;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Tests.Statuses;

/// <summary>A log, a chain and the worker between them.</summary>
internal sealed class WorkerBench : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>The records of the department's moves.</summary>
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

    /// <summary>Of workers made from now on. There is one chain here, which does not lag behind itself, unless a test says so.</summary>
    public TimeSpan BehindPatience { get; set; }

    public static async Task<WorkerBench> OpenAsync(FakeChain? chain = null, int records = 0) =>
        new(await TestLog.OpenAsync(records), chain ?? new FakeChain { MinesAtOnce = true });

    /// <summary>One look, one block, and so on: what a few seconds do.</summary>
    public async Task ReconcileAndMineAsync(int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            await Worker.ReconcileAsync(TestContext.Current.CancellationToken);
            Chain.Mine();
        }
    }

    /// <summary>One look without a block.</summary>
    public async Task ReconcileAsync() => await Worker.ReconcileAsync(TestContext.Current.CancellationToken);

    /// <summary>The process dies and another takes over, with what the store holds.</summary>
    public void Restart(Tripwire? wire = null) =>
        Worker = wire is null ? MakeWorker(Chain, Store) : MakeWorker(wire.Around(Chain), wire.Around(Store));

    /// <summary>The node is stopped and started again with another chain in its settings.</summary>
    public void Move(FakeChain chain)
    {
        Chain = chain;
        Restart();
    }

    public async Task<ProofLevel> LevelAsync(long index) => await Store.LevelOfAsync(index, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => Log.DisposeAsync();

    private ChainWorker MakeWorker(IAnchorChain chain, IAnchorStore store) => new(
        Log.Log, chain, store, new OperatorSender(chain, store, new FakeKey(), Log.Clock, Patience, NullLogger.Instance), Moves, Log.Clock,
        NullLogger<ChainWorker>.Instance)
    {
        BehindPatience = BehindPatience,
    };
}

/// <summary>Records of moves as a test puts them there.</summary>
internal sealed class FakeMoves : IChainMoves
{
    public List<MigrationFile> Files { get; } = [];

    public ValueTask<ImmutableArray<MigrationFile>> ListAsync(CancellationToken cancellationToken) => ValueTask.FromResult<ImmutableArray<MigrationFile>>([.. Files]);
}
