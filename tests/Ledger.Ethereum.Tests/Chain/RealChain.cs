using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Ethereum.Anchoring;
using Ledger.Ethereum.Council;
using Ledger.Ethereum.Development;
using Ledger.Ethereum.Registry;
using Ledger.Ethereum.Settings;
using Ledger.Ethereum.Tests.Development;
using Ledger.Ethereum.Transactions;
using Ledger.Verify.Trees;

[assembly: AssemblyFixture(typeof(Ledger.Ethereum.Tests.Chain.RealChain))]

namespace Ledger.Ethereum.Tests.Chain;

/// <summary>
/// One embedded chain with the three contracts, shared by all tests. Tests run in parallel, so each one admits its own department. The account of
/// the only council member is shared and runs one command at a time.
/// </summary>
public sealed class RealChain : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("ledger-real-chain-").FullName;
    private readonly Lazy<Task<Deployment>> _deployment;
    private readonly SemaphoreSlim _membersTurn = new(1, 1);

    public RealChain() => _deployment = new Lazy<Task<Deployment>>(DeployAsync);

    /// <summary>The only member of the council.</summary>
    public OperatorKey Member { get; } = OperatorKey.Generate();

    public async Task<EthereumAnchorChain> GetAsync() => (await _deployment.Value).Chain;

    public async Task<AddressBook> GetBookAsync() => (await _deployment.Value).Book;

    public async Task<DevChain> GetDevChainAsync() => (await _deployment.Value).Dev;

    /// <summary>Admits a department that no other test uses, with a funded operator.</summary>
    public async Task<TestDepartment> AdmitAsync(CancellationToken cancellationToken)
    {
        var deployment = await _deployment.Value;
        var key = OperatorKey.Generate();
        await deployment.Dev.FundAsync(key.Address, cancellationToken);
        var origin = $"ledger.localhost/{key.Address}/log";
        var logKey = Digest.Sha256(key.ExportPrivateKey().AsSpan());
        await GovernAsync(cancellationToken, CouncilCall.Admit(origin, key.Address, "http://127.0.0.1:5080", logKey));
        return new TestDepartment(deployment.Chain, key, origin, logKey);
    }

    /// <summary>Executes one decision of the council at once, while no other one runs.</summary>
    public async Task<TransactionOutcome> GovernAsync(CancellationToken cancellationToken, params IReadOnlyList<CouncilCall> calls)
    {
        var deployment = await _deployment.Value;
        await _membersTurn.WaitAsync(cancellationToken);
        try
        {
            return await new CouncilClient(deployment.Chain, TimeProvider.System).DecideAsync(Member, calls, "test", cancellationToken);
        }
        finally
        {
            _membersTurn.Release();
        }
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_deployment.IsValueCreated)
        {
            var deployment = await _deployment.Value;
            deployment.Chain.Dispose();
            await deployment.Dev.DisposeAsync();
        }

        _membersTurn.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task<Deployment> DeployAsync()
    {
        var options = new DevChainOptions { DataDirectory = _directory, ProgramDirectory = await DevChainProgram.GetDirectoryAsync() };
        var dev = await DevChain.StartAsync(options, null, CancellationToken.None);
        await dev.FundAsync(Member.Address, CancellationToken.None);
        using var deployer = new ContractDeployer(dev.Rpc, zeroFees: false) { ChainId = dev.ChainId, NamesRpc = true };
        var book = await deployer.DeployAsync(
            Member, CouncilSetUp.OneMember(Member.Address), Path.Combine(_directory, "addresses.json"), null, CancellationToken.None);
        var chain = new EthereumAnchorChain(new EthereumChainOptions { Endpoints = [dev.Rpc], Registry = book.Registry });
        return new Deployment(dev, book, chain);
    }

    private sealed record Deployment(DevChain Dev, AddressBook Book, EthereumAnchorChain Chain);
}

/// <summary>A department with its operator key, and actions for tests.</summary>
public sealed class TestDepartment(EthereumAnchorChain chain, OperatorKey key, string origin, Digest logKey)
{
    private readonly List<Digest> _leaves = [];
    private long _anchored;

    public OperatorKey Key => key;

    public string Origin => origin;

    public Digest LogKey => logKey;

    public long Size => _leaves.Count;

    /// <summary>Grows the tree and returns the call that anchors it.</summary>
    public AnchorCall Grow(int leaves)
    {
        for (var i = 0; i < leaves; i++)
        {
            _leaves.Add(TreeHash.Leaf(System.Text.Encoding.ASCII.GetBytes($"{origin} {_leaves.Count}")));
        }

        var old = _anchored;
        _anchored = _leaves.Count;
        ImmutableArray<Digest> proof = old == 0
            ? []
            : ConsistencyProof.Plan(old, _anchored).Assemble(node => Root(node.Index << node.Level, (node.Index + 1) << node.Level));
        return new AnchorCall(old, _anchored, Root(0, _anchored), proof);
    }

    public Digest Root(long from, long until)
    {
        var range = new CompactRange();
        foreach (var leaf in _leaves.Skip((int)from).Take((int)(until - from)))
        {
            range.Append(leaf);
        }

        return range.Root();
    }

    public async Task<(SignedTransaction Transaction, TransactionOutcome Outcome)> SendAsync(ChainCall call, CancellationToken cancellationToken)
    {
        var nonce = await chain.ReadNonceAsync(key.Address, cancellationToken);
        var transaction = (await chain.SignAsync(key, call, nonce, replaced: null, cancellationToken))!; // Only a replacement can be null.
        await chain.SendAsync(transaction, cancellationToken);
        return (transaction, await WaitAsync(chain, transaction, cancellationToken));
    }

    public static async Task<TransactionOutcome> WaitAsync(EthereumAnchorChain chain, SignedTransaction transaction, CancellationToken cancellationToken)
    {
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (true)
        {
            if (await chain.FindOutcomeAsync(transaction.Hash, cancellationToken) is { } outcome)
            {
                return outcome;
            }

            await ticks.WaitForNextTickAsync(cancellationToken);
        }
    }
}
