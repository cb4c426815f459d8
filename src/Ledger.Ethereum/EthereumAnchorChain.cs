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
using Ledger.Issuing;
using Ledger.Migrating;
using Ledger.UseCases;
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
public sealed partial class EthereumAnchorChain : IAnchorChain, ILeftChain, IEvidenceChain, IDisposable
{
    private readonly Lazy<ChainParts> _parts;

    /// <exception cref="ArgumentException">No endpoint, or one that is not an absolute http or https address.</exception>
    public EthereumAnchorChain(EthereumChainOptions options)
        : this(options, ChainHttp.DefaultFactory)
    {
    }

    /// <summary>With the host's HTTP clients; <see cref="ChainHttp.AddChainHttp"/> registers the one that is asked for.</summary>
    public EthereumAnchorChain(EthereumChainOptions options, IHttpClientFactory factory) =>
        _parts = new Lazy<ChainParts>(new ChainParts(options, factory));

    /// <summary>For a container, which makes it before it is known where the chain answers: the options are read on first use.</summary>
    public EthereumAnchorChain(IChainOptionsProvider provider, IHttpClientFactory factory) =>
        _parts = new Lazy<ChainParts>(() => new ChainParts(provider.Read(), factory));

    /// <summary>The registry all facts come from.</summary>
    public ChainAddress Registry => Parts.Registry;

    /// <summary>When a block counts as final.</summary>
    public FinalityMode Finality => Parts.Finality;

    /// <summary>Where searches for events start.</summary>
    public long FirstBlock => Parts.FirstBlock;

    private ChainParts Parts => _parts.Value;

    public ValueTask<ChainSource> ReadSourceAsync(CancellationToken cancellationToken) =>
        Parts.Connection.UseAsync(session => Parts.Sources.ReadAsync(session, cancellationToken), cancellationToken);

    /// <summary>How each endpoint was when it was last dealt with; for the health page. Asks nobody.</summary>
    public ImmutableArray<EndpointHealth> Endpoints => Parts.Connection.Health;

    public ValueTask<ChainBlock?> FindBlockAsync(long number, CancellationToken cancellationToken) =>
        Parts.Connection.UseAsync(session => session.FindBlockAsync(number, cancellationToken), cancellationToken);

    public ValueTask<Fault?> ProbeFinalityAsync(CancellationToken cancellationToken) =>
        Parts.Connection.UseAsync(session => FinalityProbe.RunAsync(session, Parts.Finality, cancellationToken), cancellationToken);

    public ValueTask<AnchoredHead> ReadHeadAsync(string origin, CancellationToken cancellationToken) => Parts.Connection.UseAsync(
        async session =>
        {
            var contracts = await Parts.Sources.ReadContractsAsync(session, cancellationToken);
            var head = await session.ViewAsync(
                contracts.LogAnchor, new HeadFunction { Department = OnChainId.OfDepartment(origin).ToArray() }, ChainSession.Latest, cancellationToken);
            return ContractFacts.Head(head);
        },
        cancellationToken);

    public ValueTask<ImmutableArray<AnchorFacts>> ReadAnchorsAsync(string origin, long fromBlock, CancellationToken cancellationToken) =>
        Parts.Connection.UseAsync(
            async session =>
            {
                var contracts = await Parts.Sources.ReadContractsAsync(session, cancellationToken);
                var latest = await session.ReadLatestAsync(cancellationToken);
                return await ContractEvents.ReadAnchorsAsync(
                    session, contracts.LogAnchor, OnChainId.OfDepartment(origin), null, Math.Max(fromBlock, Parts.FirstBlock), latest.Block.Number, cancellationToken);
            },
            cancellationToken);

    public ValueTask<ImmutableArray<byte>> ReadStatusesAsync(
        string origin, IReadOnlyList<Digest> recordIds, CancellationToken cancellationToken) =>
        ViewStatusesAsync(origin, recordIds, ChainSession.Latest, cancellationToken);

    public ValueTask<ImmutableArray<byte>> ReadStatusesAtAsync(
        string origin, IReadOnlyList<Digest> recordIds, ChainBlock block, CancellationToken cancellationToken) =>
        ViewStatusesAsync(origin, recordIds, Hex.Quantity(block.Number), cancellationToken);

    /// <summary>All anchors of a department with the contract's head, both as of the newest block.</summary>
    public ValueTask<AnchorHistory> ReadAnchorHistoryAsync(string origin, CancellationToken cancellationToken) => Parts.Connection.UseAsync(
        async session =>
        {
            var (contracts, latest, department) = await BeginAsync(session, origin, cancellationToken);
            var anchors = await ContractEvents.ReadAnchorsAsync(
                session, contracts.LogAnchor, department, null, Parts.FirstBlock, latest.Number, cancellationToken);
            var head = await session.ViewAsync(
                contracts.LogAnchor, new HeadFunction { Department = department.ToArray() }, Hex.Quantity(latest.Number), cancellationToken);
            return new AnchorHistory(anchors, ContractFacts.Head(head), latest);
        },
        cancellationToken);

    /// <summary>All status changes of a department with the contract's count of them, both as of the newest block.</summary>
    public ValueTask<StatusChanges> ReadStatusChangesAsync(string origin, CancellationToken cancellationToken) => Parts.Connection.UseAsync(
        async session =>
        {
            var (contracts, latest, department) = await BeginAsync(session, origin, cancellationToken);
            var changes = await ContractEvents.ReadStatusChangesAsync(
                session, contracts.RecordStatus, department, Parts.FirstBlock, latest.Number, cancellationToken);
            var count = await session.ViewAsync(
                contracts.RecordStatus, new SequenceOfFunction { Department = department.ToArray() }, Hex.Quantity(latest.Number), cancellationToken);
            return new StatusChanges(changes, count.ReturnValue1.ToLong(), latest);
        },
        cancellationToken);

    /// <summary>Everything the chain holds of a department as of a final block, the newest when null: what a migration record fixes.</summary>
    public ValueTask<Departure> ReadDepartureAsync(string origin, long? asOf, CancellationToken cancellationToken) =>
        Parts.Connection.UseAsync(session => new DepartureReader(Parts.Sources, Parts.FirstBlock).ReadAsync(session, origin, asOf, cancellationToken), cancellationToken);

    /// <summary>Every migration record the registry holds for a department, as of the newest block.</summary>
    public ValueTask<ImmutableArray<RecordedMigration>> ReadMigrationsAsync(string origin, CancellationToken cancellationToken) => Parts.Connection.UseAsync(
        async session =>
        {
            var latest = await session.ReadLatestAsync(cancellationToken);
            return await MigrationReader.ReadRecordedAsync(
                session, Registry, OnChainId.OfDepartment(origin), Parts.FirstBlock, latest.Block.Number, cancellationToken);
        },
        cancellationToken);

    public async ValueTask<ChainFacts> ReadFactsAsync(BundleQuestions questions, CancellationToken cancellationToken)
    {
        try
        {
            return Parts.Agreement is null
                ? await Parts.Connection.UseAsync(session => Parts.Facts.ReadAsync(session, questions, cancellationToken), cancellationToken)
                : await Parts.Agreement.ReadAsync(questions, cancellationToken);
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
        return Parts.Connection.UseAsync(session => EvidenceReader.ReadAsync(session, source.Latest, wanted, cancellationToken), cancellationToken);
    }

    public ValueTask<long> ReadNonceAsync(ChainAddress operatorAddress, CancellationToken cancellationToken) => Parts.Connection.UseAsync(
        async session =>
        {
            var answer = await session.AskAsync(ChainRequests.TransactionCount(operatorAddress), cancellationToken);
            return ChainJson.Quantity(answer.Get());
        },
        cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="CallRevertedException">The contract would refuse the call now.</exception>
    public ValueTask<SignedTransaction?> SignAsync(
        IOperatorKey key, ChainCall call, long nonce, SignedTransaction? replaced, CancellationToken cancellationToken) => Parts.Connection.UseAsync(
            async session =>
            {
                var contracts = await Parts.Sources.ReadContractsAsync(session, cancellationToken);
                var (to, data) = Encode(call, contracts);
                return await Parts.Transactions.SignAsync(session, key, to, [.. data], nonce, replaced, cancellationToken);
            },
            cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="NonceUsedException">Another transaction already has this nonce.</exception>
    public ValueTask SendAsync(SignedTransaction transaction, CancellationToken cancellationToken) =>
        Parts.Connection.SendAsync(transaction, cancellationToken);

    public ValueTask<TransactionOutcome?> FindOutcomeAsync(Digest transactionHash, CancellationToken cancellationToken) =>
        Parts.Connection.UseAsync(session => TransactionWriter.FindOutcomeAsync(session, transactionHash, cancellationToken), cancellationToken);

    public void Dispose()
    {
        if (_parts.IsValueCreated)
        {
            Parts.Dispose();
        }
    }

    /// <summary>Views of the registry in one question, at a block, or at the newest one when null.</summary>
    internal ValueTask<ImmutableArray<T>> ViewRegistryAsync<TOutput, T>(
        IEnumerable<IViewOf<TOutput>> questions, Func<TOutput, T> read, ChainBlock? block, CancellationToken cancellationToken)
        where TOutput : class, new() => Parts.Connection.UseAsync(
            async session => ImmutableArray.CreateRange(
                await session.ViewEachAsync(Registry, questions, block is null ? ChainSession.Latest : Hex.Quantity(block.Number), cancellationToken), read),
            cancellationToken);

    /// <summary>A conversation with one endpoint, for readers that need several answers of the same one.</summary>
    internal ValueTask<T> ConverseAsync<T>(Func<ChainSession, ValueTask<T>> conversation, CancellationToken cancellationToken) =>
        Parts.Connection.UseAsync(conversation, cancellationToken);

    /// <summary>Sends one transaction to the registry and waits for its block.</summary>
    internal ValueTask<TransactionOutcome> SendToRegistryAsync(
        IOperatorKey key, FunctionMessage call, CancellationToken cancellationToken) =>
        new SetUpSender(Parts.Connection, Parts.SetUpTransactions).SendAsync(key, Registry, [.. ContractAbi.EncodeCall(call)], cancellationToken);

    private async ValueTask<(ContractSet Contracts, ChainBlock Latest, Digest Department)> BeginAsync(
        ChainSession session, string origin, CancellationToken cancellationToken) => (
            await Parts.Sources.ReadContractsAsync(session, cancellationToken),
            (await session.ReadLatestAsync(cancellationToken)).Block,
            OnChainId.OfDepartment(origin));

    private async ValueTask<ImmutableArray<byte>> ViewStatusesAsync(
        string origin, IReadOnlyList<Digest> recordIds, string block, CancellationToken cancellationToken)
    {
        if (recordIds.Count == 0)
        {
            return [];
        }

        return await Parts.Connection.UseAsync(
            async session =>
            {
                var contracts = await Parts.Sources.ReadContractsAsync(session, cancellationToken);
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
