using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Ledger.Anchoring;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Tests.Anchoring;

/// <summary>
/// A chain with one department whose failures a test chooses: blocks only on request, lost transactions, reorganisations, lagging nodes. Other tests
/// run the Ethereum adapter against the real contracts. This fake is for failures that a real chain cannot produce at a given moment.
/// </summary>
internal sealed class FakeChain : IAnchorChain
{
    private const int MostRaises = 11;
    private readonly Dictionary<Digest, FakeTransaction> _signed = [];
    private readonly List<FakeTransaction> _pool = [];
    private readonly List<FakeBlock> _blocks = [];
    private int _branch;

    public FakeChain()
    {
        Append([], new FakeContracts());
    }

    /// <summary>Its chain id.</summary>
    public long ChainId { get; init; } = 31337;

    /// <summary>The addresses of its three contracts.</summary>
    public ChainAddress Contracts { get; init; }

    /// <summary>How many blocks must follow a final block.</summary>
    public int Depth { get; init; }

    /// <summary>Whether each transaction gets a block at once.</summary>
    public bool MinesAtOnce { get; init; }

    /// <summary>Every call throws this exception while it is set.</summary>
    public Exception? Outage { get; set; }

    /// <summary>Every send throws this exception while it is set: the node answers but rejects the transaction.</summary>
    public Exception? SendRefusal { get; set; }

    /// <summary>The result of probing the finality mode.</summary>
    public Fault? WrongFinality { get; set; }

    /// <summary>Whether the nodes have the state of older blocks.</summary>
    public bool KeepsOldState { get; set; } = true;

    /// <summary>Called before each read of the source, for tests of the loop.</summary>
    public Action? OnRead { get; set; }

    public FakeContracts State => _blocks[^1].State;

    public int Height => _blocks.Count - 1;

    /// <summary>All accepted transactions, in order, without repeats.</summary>
    public List<ChainCall> Sent { get; } = [];

    /// <summary>The number of sends, including repeats.</summary>
    public int Arrivals { get; private set; }

    public int InPool => _pool.Count;

    /// <summary>The number of mined transactions that a contract reverted.</summary>
    public int Reverted => _blocks.Sum(block => block.Transactions.Count(mined => !mined.Succeeded));

    public int Mined => _blocks.Sum(block => block.Transactions.Length);

    public ImmutableArray<AnchorFacts> Anchors => AnchorsFrom(0);

    public void Mine()
    {
        var state = State;
        var mined = ImmutableArray.CreateBuilder<MinedTransaction>();
        while (_pool.Find(transaction => transaction.Signed.Nonce == state.Nonce) is { } next)
        {
            _pool.Remove(next);
            var (after, error) = state.Apply(next.Call);
            state = after with { Nonce = state.Nonce + 1 };
            mined.Add(new MinedTransaction(next.Signed, next.Call, error is null));
        }

        Append(mined.ToImmutable(), state);
    }

    /// <summary>Removes all pending transactions from the nodes.</summary>
    public void DropPool() => _pool.Clear();

    /// <summary>Replaces the newest blocks with one more empty block than before.</summary>
    public void Reorganise(int blocks, bool returnTransactions)
    {
        var lost = _blocks[^blocks..];
        _blocks.RemoveRange(_blocks.Count - blocks, blocks);
        _branch++;
        if (returnTransactions)
        {
            _pool.AddRange(lost.SelectMany(block => block.Transactions).Select(mined => _signed[mined.Signed.Hash]));
        }

        for (var i = 0; i <= blocks; i++)
        {
            Append([], State);
        }
    }

    /// <summary>Removes the newest blocks, like a development chain that was killed.</summary>
    public void RollBack(int blocks)
    {
        _blocks.RemoveRange(_blocks.Count - blocks, blocks);
        _branch++;
    }

    /// <summary>Mines a block with a change by somebody else who has the operator's key, or by an earlier run of this node.</summary>
    public void MineForeign(Func<FakeContracts, FakeContracts> change) => Append([], change(State));

    public void MineForeignHead(long size, Digest root) =>
        MineForeign(state => state with { Heads = state.Heads.Add((size, root)), Nonce = state.Nonce + 1 });

    public ValueTask<ChainSource> ReadSourceAsync(CancellationToken cancellationToken)
    {
        OnRead?.Invoke();
        Check();
        var final = Height - Depth;
        return ValueTask.FromResult(new ChainSource(
            ChainId, Contracts, Contracts, Contracts, _blocks[^1].Block, final >= 0 ? _blocks[final].Block : ChainBlock.None,
            Depth == 0 ? "instant" : string.Create(CultureInfo.InvariantCulture, $"depth:{Depth}"), ["fake"]));
    }

    public ValueTask<AnchoredHead> ReadHeadAsync(string origin, CancellationToken cancellationToken)
    {
        Check();
        return ValueTask.FromResult(State.Heads.IsEmpty
            ? new AnchoredHead(0, default, 0, 0)
            : new AnchoredHead(State.Size, State.Heads[^1].Root, Anchors[^1].Block.Number, State.Heads.Count));
    }

    public ValueTask<ImmutableArray<AnchorFacts>> ReadAnchorsAsync(string origin, long fromBlock, CancellationToken cancellationToken)
    {
        Check();
        return ValueTask.FromResult(AnchorsFrom(fromBlock));
    }

    public ValueTask<ImmutableArray<EntryStatus>> ReadStatusesAsync(string origin, IReadOnlyList<Digest> recordIds, CancellationToken cancellationToken)
    {
        Check();
        return ValueTask.FromResult<ImmutableArray<EntryStatus>>([.. recordIds.Select(State.StatusOf)]);
    }

    public ValueTask<ImmutableArray<EntryStatus>> ReadStatusesAtAsync(
        string origin, IReadOnlyList<Digest> recordIds, ChainBlock block, CancellationToken cancellationToken)
    {
        Check();
        return KeepsOldState || block.Number == Height
            ? ValueTask.FromResult<ImmutableArray<EntryStatus>>([.. recordIds.Select(_blocks[(int)block.Number].State.StatusOf)])
            : throw ChainOutages.Create("missing trie node");
    }

    public ValueTask<ChainFacts> ReadFactsAsync(BundleQuestions questions, CancellationToken cancellationToken) =>
        ValueTask.FromResult(ChainFacts.NotAsked("a fake"));

    public ValueTask<long> ReadNonceAsync(ChainAddress operatorAddress, CancellationToken cancellationToken)
    {
        Check();
        return ValueTask.FromResult(State.Nonce);
    }

    public ValueTask<ChainBlock?> FindBlockAsync(long number, CancellationToken cancellationToken)
    {
        Check();
        return ValueTask.FromResult(number <= Height ? _blocks[(int)number].Block : null);
    }

    public ValueTask<Fault?> ProbeFinalityAsync(CancellationToken cancellationToken)
    {
        Check();
        return ValueTask.FromResult(WrongFinality);
    }

    public ValueTask<SignedTransaction?> SignAsync(
        IOperatorKey key, ChainCall call, long nonce, SignedTransaction? replaced, CancellationToken cancellationToken)
    {
        Check();
        var price = replaced is null ? 0 : _signed[replaced.Hash].Price + 1;
        if (price > MostRaises)
        {
            return ValueTask.FromResult<SignedTransaction?>(null);
        }

        if (State.Apply(call).Error is { } error)
        {
            throw new CallRevertedException(error, "refused when estimated");
        }

        // The same call with the same nonce and price is the same transaction, because signatures are deterministic (RFC 6979).
        var bytes = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{nonce} {price} {TextOf(call)}"));
        var signed = new SignedTransaction(Digest.Sha256(bytes), [.. bytes], nonce);
        _signed[signed.Hash] = new FakeTransaction(signed, call, price);
        return ValueTask.FromResult<SignedTransaction?>(signed);
    }

    public ValueTask SendAsync(SignedTransaction transaction, CancellationToken cancellationToken)
    {
        Check();
        Arrivals++;
        if (SendRefusal is { } refusal)
        {
            throw refusal;
        }

        var arrived = _signed[transaction.Hash];
        if (FindMined(transaction.Hash) is not null || _pool.Exists(waiting => waiting.Signed.Hash == transaction.Hash))
        {
            return ValueTask.CompletedTask;
        }

        if (transaction.Nonce < State.Nonce)
        {
            throw new NonceUsedException(transaction.Nonce);
        }

        if (_pool.Find(waiting => waiting.Signed.Nonce == transaction.Nonce) is { } other)
        {
            if (other.Price >= arrived.Price)
            {
                throw new UnderpricedException(isReplacement: true, "replacement transaction underpriced");
            }

            _pool.Remove(other);
        }

        _pool.Add(arrived);
        Sent.Add(arrived.Call);
        if (MinesAtOnce)
        {
            Mine();
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<TransactionOutcome?> FindOutcomeAsync(Digest transactionHash, CancellationToken cancellationToken)
    {
        Check();
        return ValueTask.FromResult(FindMined(transactionHash));
    }

    private static string TextOf(ChainCall call) => call switch
    {
        AnchorCall anchor => string.Create(CultureInfo.InvariantCulture, $"anchor {anchor.OldSize} {anchor.NewSize} {anchor.NewRoot}"),
        StatusCall statuses => "statuses " + string.Join(' ', statuses.Items),
        _ => throw new ArgumentException("No call of these contracts.", nameof(call)),
    };

    private TransactionOutcome? FindMined(Digest hash) => _blocks
        .SelectMany(block => block.Transactions.Select(mined => (block.Block, Mined: mined)))
        .Where(pair => pair.Mined.Signed.Hash == hash)
        .Select(pair => new TransactionOutcome(pair.Mined.Succeeded, pair.Block, 50_000))
        .FirstOrDefault();

    private ImmutableArray<AnchorFacts> AnchorsFrom(long block)
    {
        var anchors = ImmutableArray.CreateBuilder<AnchorFacts>();
        for (var number = (int)Math.Max(block, 1); number < _blocks.Count; number++)
        {
            var before = _blocks[number - 1].State;
            var heads = _blocks[number].State.Heads;
            for (var i = before.Heads.Count; i < heads.Count; i++)
            {
                var transaction = _blocks[number].Transactions.FirstOrDefault(mined => mined.Call is AnchorCall call && call.NewSize == heads[i].Size);
                anchors.Add(new AnchorFacts(
                    i == 0 ? 0 : heads[i - 1].Size, heads[i].Size, heads[i].Root, transaction?.Signed.Hash ?? default(Digest), _blocks[number].Block));
            }
        }

        return anchors.ToImmutable();
    }

    private void Append(ImmutableArray<MinedTransaction> transactions, FakeContracts state)
    {
        var number = _blocks.Count;
        var hash = Digest.Sha256(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{_branch}/{number}")));
        _blocks.Add(new FakeBlock(new ChainBlock(number, hash, DateTimeOffset.UnixEpoch.AddSeconds(1_800_000_000 + number)), transactions, state));
    }

    private void Check()
    {
        if (Outage is { } outage)
        {
            throw outage;
        }
    }

    private sealed record FakeTransaction(SignedTransaction Signed, ChainCall Call, int Price);

    private sealed record MinedTransaction(SignedTransaction Signed, ChainCall Call, bool Succeeded);

    private sealed record FakeBlock(ChainBlock Block, ImmutableArray<MinedTransaction> Transactions, FakeContracts State);
}

/// <summary>An account without real signatures, because the fake chain checks none.</summary>
internal sealed class FakeKey : IOperatorKey
{
    public ChainAddress Address => default;

    public (ImmutableArray<byte> R, ImmutableArray<byte> S, int RecoveryId) Sign(Digest hash) => throw new NotSupportedException();
}
