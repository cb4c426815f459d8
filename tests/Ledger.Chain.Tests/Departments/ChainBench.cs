using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Chain.Tests.Anvil;
using Ledger.Chain.Tests.Proxies;
using Ledger.Ethereum.Anchoring;
using Ledger.Ethereum.Settings;
using Ledger.Ethereum.Transactions;
using Ledger.Issuing;
using Ledger.Proving;
using Ledger.Statuses;
using Ledger.Tests.Anchoring;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;

namespace Ledger.Chain.Tests.Departments;

/// <summary>
/// A department, a real anvil with the real contracts, the real client, and faulty proxies between client and anvil. After a scenario
/// <see cref="CheckAllAsync"/> compares everything in the department with everything on the chain.
/// </summary>
internal sealed class ChainBench : IAsyncDisposable
{
    private readonly ChainSetUp _setUp = new();
    private readonly FinalityMode _finality;
    private ImmutableArray<FaultyProxy> _proxies = [];
    private EthereumAnchorChain _direct = null!; // OpenAsync sets this and the next two. It is the only way to make a bench.

    private ChainBench(AnvilChain anvil, FinalityMode finality)
    {
        Anvil = anvil;
        _finality = finality;
    }

    public AnvilChain Anvil { get; }

    public EthereumAnchorChain Chain { get; private set; } = null!;

    public ChainDepartment Department { get; private set; } = null!;

    public ChainAddress Account => _setUp.Account.Address;

    public OperatorKey AccountKey => _setUp.Account;

    /// <summary>A client of the chain without a proxy.</summary>
    public EthereumAnchorChain Direct => _direct;

    public ImmutableArray<FaultyProxy> Proxies => _proxies;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Opens a bench with mining off, so that each block is a step of the test.</summary>
    /// <param name="finality">The finality mode of the client.</param>
    /// <param name="proxies">The number of endpoints. Each is a proxy. With 0 the client uses the chain directly.</param>
    /// <param name="tune">Changes more options of the client.</param>
    public static async Task<ChainBench> OpenAsync(
        FinalityMode finality, int proxies = 0, Func<EthereumChainOptions, EthereumChainOptions>? tune = null)
    {
        // Without slots anvil reports its newest block as final, like a chain with instant finality.
        var bench = new ChainBench(await AnvilChain.StartAsync("--slots-in-an-epoch", finality == FinalityMode.Instant ? "0" : "1"), finality);
        var registry = await bench.SetUpAsync();
        await bench.Anvil.AutomineAsync(false);
        bench._proxies = [.. Enumerable.Range(0, proxies).Select(_ => FaultyProxy.Start(bench.Anvil.Rpc))];
        bench._direct = new EthereumAnchorChain(new EthereumChainOptions { Endpoints = [bench.Anvil.Rpc], Registry = registry, Finality = finality });
        var clock = new MovedClock();
        var options = new EthereumChainOptions
        {
            Endpoints = proxies == 0 ? [bench.Anvil.Rpc] : [.. bench._proxies.Select(proxy => proxy.Address)],
            Registry = registry,
            Finality = finality,
            Clock = clock,
        };
        bench.Chain = new EthereumAnchorChain(tune?.Invoke(options) ?? options);
        bench.Department = await ChainDepartment.OpenAsync(bench._setUp.Account, bench.Chain, clock);
        return bench;
    }

    /// <summary>Deploys the contracts and admits the department, with mining on.</summary>
    public async Task<ChainAddress> SetUpAsync()
    {
        await Anvil.AutomineAsync(true);
        await _setUp.FundAsync(Anvil);
        return await _setUp.RunAsync(Anvil.Rpc, zeroFees: false, ChainDepartment.Profile.Origin, ChainDepartment.LogKey, Cancel);
    }

    /// <summary>Repeats: one poll, one block, and ten seconds on the clock.</summary>
    public async Task ReconcileAndMineAsync(int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            await Department.ReconcileAsync();
            await Anvil.MineAsync();
            Department.Clock.Advance(TimeSpan.FromSeconds(10));
        }
    }

    /// <summary>Polls and mines until everything is final and no transaction waits.</summary>
    public async Task SettleAsync(int most = 60)
    {
        for (var i = 0; i < most; i++)
        {
            await ReconcileAndMineAsync();
            if (Department.Worker.State is { Fault: null, PendingStatuses: 0, WaitingSince: null }
                && await Department.Store.FindOutgoingAsync(Cancel) is null
                && await Department.Store.FindNewestAsync(Cancel) is { IsFinal: true } newest && newest.Facts.NewSize == Department.Head.Size)
            {
                return;
            }
        }

        Assert.Fail($"It does not settle: {Department.Worker.State}");
    }

    public Task ReopenAsync(Tripwire? wire = null) => Department.ReopenAsync(Chain, wire);

    /// <summary>Reads the statuses on chain at the newest block.</summary>
    public async Task<ImmutableArray<EntryStatus>> StatusesAsync(IReadOnlyList<RecordId> records) =>
        await _direct.ReadStatusesAsync(ChainDepartment.Profile.Origin, [.. records.Select(id => id.ToChainId())], Cancel);

    /// <summary>
    /// Compares department and chain. There is no duplicate anchor and no gap. Each root is a root of the log. The stored anchors are those of the chain.
    /// Every status is on chain, and their sequence has no gap. Every entry has the right proof level. Every transaction had an effect.
    /// </summary>
    /// <param name="foreign">The number of transactions of the account that the department did not send.</param>
    public async Task CheckAllAsync(int foreign = 0)
    {
        await CheckAnchorsAsync();
        await CheckStatusesAsync(foreign);
        Assert.Null(Department.Worker.State.Fault);
        Assert.Null(await Department.Store.FindOutgoingAsync(Cancel));
    }

    public async ValueTask DisposeAsync()
    {
        await Department.DisposeAsync();
        Chain.Dispose();
        _direct.Dispose();
        foreach (var proxy in _proxies)
        {
            await proxy.DisposeAsync();
        }

        await Anvil.DisposeAsync();
    }

    private async Task CheckAnchorsAsync()
    {
        var history = await _direct.ReadAnchorHistoryAsync(ChainDepartment.Profile.Origin, Cancel);
        Assert.True(history.IsWhole);
        Assert.Equal(Department.Head.Size, history.Head.Size);
        foreach (var anchor in history.Anchors)
        {
            Assert.Equal(await Department.Log.Tree.RootAtAsync(anchor.NewSize, Cancel), anchor.Root);
        }

        var final = (await _direct.ReadSourceAsync(Cancel)).Final.Number;
        var kept = new List<AnchoredCheckpoint>();
        var prover = new BundleProver(Department.Log, Department.Store, new RecordOpener(Department.Store, Department.Payloads), () => Department.Worker.Source);
        for (var index = 0L; await Department.Store.FindCoveringAsync(index, Cancel) is { } anchor; index = anchor.Facts.NewSize)
        {
            kept.Add(anchor);
            Assert.True(anchor.Facts.Block.Number <= final || !anchor.IsFinal);
            foreach (var covered in new[] { index, anchor.Facts.NewSize - 1 })
            {
                Assert.Equal(anchor.IsFinal ? ProofLevel.L3 : ProofLevel.L2, await Department.LevelAsync(covered));
                Assert.Equal(anchor.IsFinal ? anchor : null, (await prover.ProveEntryAsync(covered, Cancel)).Anchor);
            }
        }

        Assert.Equal(history.Anchors, kept.Select(anchor => anchor.Facts));
    }

    private async Task CheckStatusesAsync(int foreign)
    {
        var changes = await _direct.ReadStatusChangesAsync(ChainDepartment.Profile.Origin, Cancel);
        Assert.True(changes.IsWhole);
        var records = new HashSet<RecordId>();
        for (var from = 0L; await Department.Log.Store.ListStatusesAsync(from, 200, Cancel) is { IsEmpty: false } entries; from = entries[^1].Index + 1)
        {
            records.UnionWith(entries.Select(entry => entry.Id));
        }

        RecordId[] all = [.. records];
        var onChain = await StatusesAsync(all);
        for (var i = 0; i < all.Length; i++)
        {
            Assert.Equal(StatusRules.StatusBy(await Department.Log.Store.FindByRecordAsync(all[i], Cancel)), onChain[i]);
        }

        // Each transaction of the account had an effect: there are as many as anchors and transactions with statuses.
        var useful = changes.Changes.Select(change => change.Transaction).Distinct().Count()
            + (await _direct.ReadAnchorHistoryAsync(ChainDepartment.Profile.Origin, Cancel)).Anchors.Length;
        Assert.Equal(useful + foreign, await Anvil.NonceAsync(Account));
    }
}
