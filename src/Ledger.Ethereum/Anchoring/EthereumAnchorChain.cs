using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Ethereum.Contracts;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Generated.LogAnchor;
using Ledger.Ethereum.Generated.RecordStatus;
using Ledger.Ethereum.Proofs;
using Ledger.Ethereum.Rpc;
using Ledger.Ethereum.Settings;
using Ledger.Ethereum.Transactions;
using Ledger.Migrating;
using Ledger.UseCases;
using Ledger.Verify.Bundles;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Evidence;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;
using Nethereum.Contracts;

namespace Ledger.Ethereum.Anchoring;

/// <summary>
/// The three contracts on a chain that speaks Ethereum JSON-RPC. It asks each question once, of one endpoint at a time. Its only state is which
/// chain and contracts it found, and the health of its endpoints. Thread-safe; dispose it at the end.
/// </summary>
public sealed partial class EthereumAnchorChain : IAnchorChain, ILeftChain, IEvidenceChain, IDisposable
{
    private readonly Lazy<ChainParts> _parts;

    /// <exception cref="ArgumentException">There is no endpoint, or an endpoint is not an absolute http or https address.</exception>
    public EthereumAnchorChain(EthereumChainOptions options)
        : this(options, ChainHttp.DefaultFactory)
    {
    }

    /// <summary>Uses the HTTP clients of the host; <see cref="ChainHttp.AddChainHttp"/> registers the client it needs.</summary>
    public EthereumAnchorChain(EthereumChainOptions options, IHttpClientFactory factory) =>
        _parts = new Lazy<ChainParts>(new ChainParts(options, factory));

    /// <summary>For a container, which creates the object before the address of the chain is known. The options are read on first use.</summary>
    public EthereumAnchorChain(IChainOptionsProvider provider, IHttpClientFactory factory) =>
        _parts = new Lazy<ChainParts>(() => new ChainParts(provider.Read(), factory));

    /// <summary>The registry, the source of all facts.</summary>
    public ChainAddress Registry => Parts.Registry;

    /// <summary>The rule by which a block is final.</summary>
    public FinalityMode Finality => Parts.Finality;

    /// <summary>The block at which searches for events start.</summary>
    public long FirstBlock => Parts.FirstBlock;

    private ChainParts Parts => _parts.Value;

    public ValueTask<ChainSource> ReadSourceAsync(CancellationToken cancellationToken) =>
        Parts.Connection.UseAsync(session => Parts.Sources.ReadAsync(session, cancellationToken), cancellationToken);

    /// <summary>The last known health of each endpoint, for the health page. Asks no endpoint.</summary>
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

    public ValueTask<ImmutableArray<EntryStatus>> ReadStatusesAsync(
        string origin, IReadOnlyList<Digest> recordIds, CancellationToken cancellationToken) =>
        ViewStatusesAsync(origin, recordIds, ChainSession.Latest, cancellationToken);

    public ValueTask<ImmutableArray<EntryStatus>> ReadStatusesAtAsync(
        string origin, IReadOnlyList<Digest> recordIds, ChainBlock block, CancellationToken cancellationToken) =>
        ViewStatusesAsync(origin, recordIds, Hex.Quantity(block.Number), cancellationToken);

    /// <summary>Reads all anchors of a department and the head in the contract, both as of the newest block.</summary>
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

    /// <summary>Reads all status changes of a department and the count in the contract, both as of the newest block.</summary>
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

    /// <summary>
    /// Reads everything the chain holds of a department as of a final block (the newest when null). A migration record contains this.
    /// </summary>
    public ValueTask<Departure> ReadDepartureAsync(string origin, long? asOf, CancellationToken cancellationToken) =>
        Parts.Connection.UseAsync(session => new DepartureReader(Parts.Sources, Parts.FirstBlock).ReadAsync(session, origin, asOf, cancellationToken), cancellationToken);

    /// <summary>Reads every migration record that the registry holds for a department, as of the newest block.</summary>
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
        catch (FaultException exception) when (ChainOutages.Includes(exception))
        {
            return ChainFacts.NotAsked(exception.Detail, UnknownReasons.FromException(exception));
        }
    }

    /// <summary>
    /// Reads what the contracts hold about one record after a block, with proofs that need no chain: its status, its successor, the anchored roots
    /// at the given sizes, and whether the council recorded the given migrations. Null when the endpoint cannot prove it.
    /// </summary>
    /// <param name="source">The block, and the addresses of the contracts.</param>
    /// <param name="questions">The record, and the sizes: that of its anchor and those of the migrations.</param>
    /// <param name="migrations">The hashes of migration records; empty for a record anchored on this chain.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
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
    /// <exception cref="CallRevertedException">The contract would revert the call now.</exception>
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

    /// <summary>Asks several views of the registry in one batch, at a block, or at the newest one when null.</summary>
    internal ValueTask<ImmutableArray<T>> ViewRegistryAsync<TOutput, T>(
        IEnumerable<IViewOf<TOutput>> questions, Func<TOutput, T> read, ChainBlock? block, CancellationToken cancellationToken)
        where TOutput : class, new() => Parts.Connection.UseAsync(
            async session => ImmutableArray.CreateRange(
                await session.ViewEachAsync(Registry, questions, block is null ? ChainSession.Latest : Hex.Quantity(block.Number), cancellationToken), read),
            cancellationToken);

    /// <summary>Runs a conversation with one endpoint, for readers that need several answers from the same endpoint.</summary>
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

    private async ValueTask<ImmutableArray<EntryStatus>> ViewStatusesAsync(
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
                return ImmutableArray.CreateRange(results, result => (EntryStatus)result.Status);
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
                RecordId = item.RecordId.ToArray(), Status = (byte)item.Status, Successor = item.Successor.ToArray(),
            })],
        })),
        _ => throw new ArgumentException($"{call.GetType().Name} is not a call of these contracts.", nameof(call)),
    };
}
