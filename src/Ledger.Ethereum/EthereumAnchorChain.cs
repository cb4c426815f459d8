using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Ethereum.Contracts;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Generated.LogAnchor;
using Ledger.Ethereum.Generated.RecordStatus;
using Ledger.Ethereum.Proofs;
using Ledger.Ethereum.Rpc;
using Ledger.Ethereum.Transactions;
using Ledger.Faults;
using Ledger.Verify.Bundles;
using Ledger.Verify.Chain;
using Ledger.Verify.Evidence;
using Ledger.Verify.Trees;
using Nethereum.Contracts;

namespace Ledger.Ethereum;

/// <summary>
/// The three contracts on any chain that speaks Ethereum's JSON-RPC. Asks each question once, of one endpoint at a time; holds no
/// state but which chain and contracts it found and how its endpoints are. Safe for use from many threads; dispose it at the end.
/// </summary>
public sealed partial class EthereumAnchorChain : IAnchorChain, IDisposable
{
    private readonly ChainConnection _connection;
    private readonly SourceReader _sources;
    private readonly FactsReader _facts;
    private readonly AgreementReader? _agreement; // null where one endpoint's word is enough
    private readonly FinalityMode _finality;
    private readonly TransactionWriter _transactions;
    private readonly TransactionWriter _setUpTransactions;
    private readonly long _firstBlock;

    /// <exception cref="ArgumentException">No endpoint, or one that is not an absolute http or https address.</exception>
    public EthereumAnchorChain(EthereumChainOptions options)
        : this(options, ChainHttp.DefaultFactory)
    {
    }

    /// <summary>With the host's HTTP clients; <see cref="ChainHttp.AddChainHttp"/> registers the one that is asked for.</summary>
    public EthereumAnchorChain(EthereumChainOptions options, IHttpClientFactory factory)
    {
        _connection = new ChainConnection(options, factory);
        _sources = new SourceReader(options.Registry, options.Finality);
        _facts = new FactsReader(_sources, options.FirstBlock);
        _agreement = options.Agreement > 1 ? new AgreementReader(_connection, _facts, options.Agreement) : null;
        _finality = options.Finality;
        _mirror = new MirrorReader(_sources);
        _transactions = new TransactionWriter(options.ZeroFees);
        _setUpTransactions = new TransactionWriter(options.ZeroFees) { TriesInNextBlock = true };
        _firstBlock = options.FirstBlock;
        Registry = options.Registry;
    }

    /// <summary>The registry all facts come from.</summary>
    public ChainAddress Registry { get; }

    /// <summary>When a block counts as final.</summary>
    public FinalityMode Finality => _finality;

    /// <summary>Where searches for events start.</summary>
    public long FirstBlock => _firstBlock;

    public ValueTask<ChainSource> ReadSourceAsync(CancellationToken cancellationToken) =>
        _connection.UseAsync(session => _sources.ReadAsync(session, cancellationToken), cancellationToken);

    /// <summary>How each endpoint was when it was last dealt with; for the health page. Asks nobody.</summary>
    public ImmutableArray<EndpointHealth> Endpoints => _connection.Health;

    public ValueTask<ChainBlock?> FindBlockAsync(long number, CancellationToken cancellationToken) =>
        _connection.UseAsync(session => session.FindBlockAsync(number, cancellationToken), cancellationToken);

    public ValueTask<Fault?> ProbeFinalityAsync(CancellationToken cancellationToken) =>
        _connection.UseAsync(session => FinalityProbe.RunAsync(session, _finality, cancellationToken), cancellationToken);

    public ValueTask<AnchoredHead> ReadHeadAsync(string origin, CancellationToken cancellationToken) => _connection.UseAsync(
        async session =>
        {
            var contracts = await _sources.ReadContractsAsync(session, cancellationToken);
            var head = await session.ViewAsync(
                contracts.LogAnchor, new HeadFunction { Department = OnChainId.OfDepartment(origin).ToArray() }, ChainSession.Latest, cancellationToken);
            return ContractFacts.Head(head);
        },
        cancellationToken);

    public ValueTask<ImmutableArray<AnchorFacts>> ReadAnchorsAsync(string origin, long fromBlock, CancellationToken cancellationToken) =>
        _connection.UseAsync(
            async session =>
            {
                var contracts = await _sources.ReadContractsAsync(session, cancellationToken);
                var latest = await session.ReadLatestAsync(cancellationToken);
                return await ContractEvents.ReadAnchorsAsync(
                    session, contracts.LogAnchor, OnChainId.OfDepartment(origin), null, Math.Max(fromBlock, _firstBlock), latest.Block.Number, cancellationToken);
            },
            cancellationToken);

    public ValueTask<ImmutableArray<byte>> ReadStatusesAsync(
        string origin, IReadOnlyList<Digest> recordIds, CancellationToken cancellationToken) =>
        ViewStatusesAsync(origin, recordIds, ChainSession.Latest, cancellationToken);

    public ValueTask<ImmutableArray<byte>> ReadStatusesAtAsync(
        string origin, IReadOnlyList<Digest> recordIds, ChainBlock block, CancellationToken cancellationToken) =>
        ViewStatusesAsync(origin, recordIds, Hex.Quantity(block.Number), cancellationToken);

    /// <summary>All anchors of a department with the contract's head, both as of the newest block.</summary>
    public ValueTask<AnchorHistory> ReadAnchorHistoryAsync(string origin, CancellationToken cancellationToken) => _connection.UseAsync(
        async session =>
        {
            var (contracts, latest, department) = await BeginAsync(session, origin, cancellationToken);
            var anchors = await ContractEvents.ReadAnchorsAsync(
                session, contracts.LogAnchor, department, null, _firstBlock, latest.Number, cancellationToken);
            var head = await session.ViewAsync(
                contracts.LogAnchor, new HeadFunction { Department = department.ToArray() }, Hex.Quantity(latest.Number), cancellationToken);
            return new AnchorHistory(anchors, ContractFacts.Head(head), latest);
        },
        cancellationToken);

    /// <summary>All status changes of a department with the contract's count of them, both as of the newest block.</summary>
    public ValueTask<StatusChanges> ReadStatusChangesAsync(string origin, CancellationToken cancellationToken) => _connection.UseAsync(
        async session =>
        {
            var (contracts, latest, department) = await BeginAsync(session, origin, cancellationToken);
            var changes = await ContractEvents.ReadStatusChangesAsync(
                session, contracts.RecordStatus, department, _firstBlock, latest.Number, cancellationToken);
            var count = await session.ViewAsync(
                contracts.RecordStatus, new SequenceOfFunction { Department = department.ToArray() }, Hex.Quantity(latest.Number), cancellationToken);
            return new StatusChanges(changes, count.ReturnValue1.ToLong(), latest);
        },
        cancellationToken);

    /// <summary>Everything the chain holds of a department as of a final block, the newest when null: what a migration record fixes.</summary>
    public ValueTask<Departure> ReadDepartureAsync(string origin, long? asOf, CancellationToken cancellationToken) =>
        _connection.UseAsync(session => new DepartureReader(_sources, _firstBlock).ReadAsync(session, origin, asOf, cancellationToken), cancellationToken);

    /// <summary>Every migration record the registry holds for a department, as of the newest block.</summary>
    public ValueTask<ImmutableArray<RecordedMigration>> ReadMigrationsAsync(string origin, CancellationToken cancellationToken) => _connection.UseAsync(
        async session =>
        {
            var latest = await session.ReadLatestAsync(cancellationToken);
            return await MigrationReader.ReadRecordedAsync(
                session, Registry, OnChainId.OfDepartment(origin), _firstBlock, latest.Block.Number, cancellationToken);
        },
        cancellationToken);

    public async ValueTask<ChainFacts> ReadFactsAsync(BundleQuestions questions, CancellationToken cancellationToken)
    {
        try
        {
            return _agreement is null
                ? await _connection.UseAsync(session => _facts.ReadAsync(session, questions, cancellationToken), cancellationToken)
                : await _agreement.ReadAsync(questions, cancellationToken);
        }
        catch (ChainUnavailableException exception)
        {
            return ChainFacts.NotAsked(exception.Message, UnknownReasons.Of(exception));
        }
    }

    /// <summary>
    /// What the contracts hold of one record at the end of a block, provable without a chain: its status, its successor, the anchored roots at
    /// the sizes asked about, and whether the council recorded these migrations. Null when the endpoint cannot prove it.
    /// </summary>
    /// <param name="source">The block, and where the contracts are.</param>
    /// <param name="questions">The record, and the sizes: the one it is anchored at and those of the migrations.</param>
    /// <param name="migrations">The hashes of migration records; none for a record anchored on this chain.</param>
    /// <param name="cancellationToken">To give up.</param>
    public ValueTask<StateEvidence?> ReadEvidenceAsync(
        ChainSource source, BundleQuestions questions, ImmutableArray<Digest> migrations, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(questions);
        var (department, record) = (OnChainId.OfDepartment(questions.Origin), questions.RecordId);
        var sizes = questions.AnchoredSize is { } anchored ? questions.MigratedSizes.Prepend(anchored) : questions.MigratedSizes;
        List<(ChainAddress Contract, ImmutableArray<Digest> Slots)> wanted =
        [
            (source.RecordStatus, [ContractSlots.StatusOf(department, record), ContractSlots.SuccessorOf(department, record)]),
            (source.LogAnchor, [.. sizes.Distinct().Select(size => ContractSlots.RootAt(department, size))]),
            (source.Registry, [.. migrations.Distinct().Select(hash => ContractSlots.MigrationOf(department, hash))]),
        ];
        wanted.RemoveAll(one => one.Slots.IsEmpty);
        return _connection.UseAsync(session => EvidenceReader.ReadAsync(session, source.Latest, wanted, cancellationToken), cancellationToken);
    }

    public ValueTask<long> ReadNonceAsync(ChainAddress operatorAddress, CancellationToken cancellationToken) => _connection.UseAsync(
        async session =>
        {
            var answer = await session.AskAsync(ChainRequests.TransactionCount(operatorAddress), cancellationToken);
            return ChainJson.Quantity(answer.Get());
        },
        cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="CallRevertedException">The contract would refuse the call now.</exception>
    public ValueTask<SignedTransaction?> SignAsync(
        IOperatorKey key, ChainCall call, long nonce, SignedTransaction? replaced, CancellationToken cancellationToken) => _connection.UseAsync(
            async session =>
            {
                var contracts = await _sources.ReadContractsAsync(session, cancellationToken);
                var (to, data) = Encode(call, contracts);
                return await _transactions.SignAsync(session, key, to, [.. data], nonce, replaced, cancellationToken);
            },
            cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="NonceUsedException">Another transaction already has this nonce.</exception>
    public ValueTask SendAsync(SignedTransaction transaction, CancellationToken cancellationToken) =>
        _connection.SendAsync(transaction, cancellationToken);

    public ValueTask<TransactionOutcome?> FindOutcomeAsync(Digest transactionHash, CancellationToken cancellationToken) =>
        _connection.UseAsync(session => TransactionWriter.FindOutcomeAsync(session, transactionHash, cancellationToken), cancellationToken);

    public void Dispose() => _connection.Dispose();

    /// <summary>Views of the registry in one question, at a block, or at the newest one when null.</summary>
    internal ValueTask<ImmutableArray<T>> ViewRegistryAsync<TOutput, T>(
        IEnumerable<IViewOf<TOutput>> questions, Func<TOutput, T> read, ChainBlock? block, CancellationToken cancellationToken)
        where TOutput : class, new() => _connection.UseAsync(
            async session => ImmutableArray.CreateRange(
                await session.ViewEachAsync(Registry, questions, block is null ? ChainSession.Latest : Hex.Quantity(block.Number), cancellationToken), read),
            cancellationToken);

    /// <summary>A conversation with one endpoint, for readers that need several answers of the same one.</summary>
    internal ValueTask<T> ConverseAsync<T>(Func<ChainSession, ValueTask<T>> conversation, CancellationToken cancellationToken) =>
        _connection.UseAsync(conversation, cancellationToken);

    /// <summary>Sends one transaction to the registry and waits for its block.</summary>
    internal ValueTask<TransactionOutcome> SendToRegistryAsync(
        IOperatorKey key, FunctionMessage call, CancellationToken cancellationToken) =>
        new SetUpSender(_connection, _setUpTransactions).SendAsync(key, Registry, [.. ContractAbi.EncodeCall(call)], cancellationToken);

    private async ValueTask<(ContractSet Contracts, ChainBlock Latest, Digest Department)> BeginAsync(
        ChainSession session, string origin, CancellationToken cancellationToken) => (
            await _sources.ReadContractsAsync(session, cancellationToken),
            (await session.ReadLatestAsync(cancellationToken)).Block,
            OnChainId.OfDepartment(origin));

    private async ValueTask<ImmutableArray<byte>> ViewStatusesAsync(
        string origin, IReadOnlyList<Digest> recordIds, string block, CancellationToken cancellationToken)
    {
        if (recordIds.Count == 0)
        {
            return [];
        }

        return await _connection.UseAsync(
            async session =>
            {
                var contracts = await _sources.ReadContractsAsync(session, cancellationToken);
                var department = OnChainId.OfDepartment(origin).ToArray();
                var results = await session.ViewEachAsync(
                    contracts.RecordStatus,
                    recordIds.Select(id => new StatusOfFunction { Department = department, RecordId = id.ToArray() }),
                    block,
                    cancellationToken);
                return ImmutableArray.CreateRange(results, result => result.Status);
            },
            cancellationToken);
    }

    private static (ChainAddress To, byte[] Data) Encode(ChainCall call, ContractSet contracts) => call switch
    {
        AnchorCall anchor => (contracts.LogAnchor, ContractAbi.EncodeCall(new AnchorFunction
        {
            OldSize = (ulong)anchor.OldSize,
            NewSize = (ulong)anchor.NewSize,
            NewRoot = anchor.NewRoot.ToArray(),
            Proof = [.. anchor.Proof.Select(hash => hash.ToArray())],
        })),
        StatusCall status => (contracts.RecordStatus, ContractAbi.EncodeCall(new SetStatusesFunction
        {
            Changes = [.. status.Items.Select(item => new StatusChange
            {
                RecordId = item.RecordId.ToArray(), Status = item.Status, Successor = item.Successor.ToArray(),
            })],
        })),
        _ => throw new ArgumentException($"{call.GetType().Name} is not a call of these contracts.", nameof(call)),
    };
}
