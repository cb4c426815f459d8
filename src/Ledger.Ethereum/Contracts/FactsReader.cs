using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Generated.DepartmentRegistry;
using Ledger.Ethereum.Generated.LogAnchor;
using Ledger.Ethereum.Generated.RecordStatus;
using Ledger.Ethereum.Rpc;
using Ledger.Verify.Bundles;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Contracts;

/// <summary>
/// Reads all facts about one bundle at one block, the newest one at the start. If that block is no longer on the chain at the end, the facts may
/// come from two histories. Then they are read again, and after a second failure they are unknown.
/// </summary>
internal sealed class FactsReader(SourceReader sources, long firstBlock)
{
    private const int MaxReadings = 2;

    public async ValueTask<ChainFacts> ReadAsync(ChainSession session, BundleQuestions questions, CancellationToken cancellationToken)
    {
        for (var reading = 0; reading < MaxReadings; reading++)
        {
            var source = await sources.ReadAsync(session, cancellationToken);
            var facts = await ReadFromAsync(session, source, questions, cancellationToken);
            if (await session.FindBlockAsync(source.Latest.Number, cancellationToken) == source.Latest)
            {
                return facts;
            }
        }

        return ChainFacts.NotAsked("the chain reorganised while it was being read");
    }

    /// <summary>
    /// Reads the facts at an older block. The caller compares it with others and finds out whether the block is still on the chain.
    /// </summary>
    public async ValueTask<ChainFacts> ReadAtAsync(ChainSession session, BundleQuestions questions, long block, CancellationToken cancellationToken) =>
        await ReadFromAsync(session, await sources.ReadAtAsync(session, block, cancellationToken), questions, cancellationToken);

    private async ValueTask<ChainFacts> ReadFromAsync(
        ChainSession session, ChainSource source, BundleQuestions questions, CancellationToken cancellationToken)
    {
        var department = OnChainId.OfDepartment(questions.Origin);
        var type = OnChainId.OfRecordType(questions.RecordType);
        var size = questions.AnchoredSize is >= 0 and var anchored ? anchored : (long?)null;
        var isElsewhere = questions.AnchoredElsewhere(source) is not null; // only then is the department's migration asked for
        var (id, typeId) = (department.ToArray(), type.ToArray());
        var entry = View.Create(source.Registry, new DepartmentOfFunction { Id = id });
        var logKeys = View.Create(source.Registry, new LogKeysOfFunction { Id = id });
        var recordKey = View.Create(source.Registry, new RecordKeyOfFunction { Id = id, Thumbprint = questions.KeyThumbprint.ToArray() });
        var recordType = View.Create(source.Registry, new TypeOfFunction { TypeId = typeId });
        var authorities = View.Create(source.Registry, new AuthoritiesOfFunction { Id = id, TypeId = typeId });
        var status = View.Create(source.RecordStatus, new StatusOfFunction { Department = id, RecordId = questions.RecordId.ToArray() });
        var root = View.Create(source.LogAnchor, new RootAtFunction { Department = id, Size = (ulong)(size ?? 0) });
        var head = View.Create(source.LogAnchor, new HeadFunction { Department = id });
        await session.ViewAllAsync(
            [entry, logKeys, recordKey, recordType, authorities, status, root, head], Hex.Quantity(source.Latest.Number), cancellationToken);

        var facts = new ChainFacts
        {
            Source = Answer<ChainSource>.Known(source),
            Department = Try(() => ContractFacts.Department(entry.Get())),
            LogKeys = Try(() => ContractFacts.LogKeys(logKeys.Get())),
            RecordKey = Try(() => ContractFacts.FindRecordKey(recordKey.Get())),
            RecordType = Try(() => ContractFacts.FindRecordType(recordType.Get())),
            Authority = Try(() => ContractFacts.Authorities(authorities.Get())),
            RootAtSize = size is null ? Answer<Digest?>.Unknown("the bundle names no anchor") : Try(() => ContractFacts.FindRoot(root.Get())),
            Anchor = size is null
                ? Answer<AnchorFacts?>.Unknown("the bundle names no anchor")
                : await TryAsync(() => FindAnchorAsync(session, source, department, size.Value, cancellationToken)),
            Statuses = await TryAsync(() => ReadStatusesAsync(session, source, department, questions.RecordId, status, cancellationToken)),
            Migrations = isElsewhere
                ? await TryAsync(() => MigrationReader.ReadRecordedAsync(
                    session, source.Registry, department, firstBlock, source.Latest.Number, cancellationToken))
                : default,
            MigratedAnchors = isElsewhere
                ? await TryAsync(() => MigrationReader.ReadAnchorsAsync(
                    session, source, department, questions.MigratedSizes, firstBlock, cancellationToken))
                : default,
            ImpossibleHead = Try(() => ContractFacts.FindImpossible(head.Get())),
        };
        return facts with
        {
            LaterInBlock = facts.Anchor.IsKnown
                ? await TryAsync(() => BlockOrder.ReadLaterAsync(session, source, department, facts, cancellationToken))
                : Answer<ImmutableArray<ValidityChange>>.Unknown(facts.Anchor.Problem),
        };
    }

    private async ValueTask<AnchorFacts?> FindAnchorAsync(
        ChainSession session, ChainSource source, Digest department, long size, CancellationToken cancellationToken)
    {
        var anchors = await ContractEvents.ReadAnchorsAsync(
            session, source.LogAnchor, department, size, firstBlock, source.Latest.Number, cancellationToken);
        return anchors.Length <= 1
            ? anchors.FirstOrDefault()
            : throw ChainOutages.Create("The chain shows several anchors of one size, which the contract does not allow.");
    }

    /// <summary>
    /// Reads the history from events and the current status from contract state. So a node that lost events cannot hide a revocation.
    /// </summary>
    private async ValueTask<ImmutableArray<StatusChangeFacts>> ReadStatusesAsync(
        ChainSession session, ChainSource source, Digest department, Digest recordId, View<StatusOfOutputDTO> state, CancellationToken cancellationToken)
    {
        var current = state.Get();
        if (current.Sequence == 0)
        {
            return []; // never set, so there are no events
        }

        var changes = await ContractEvents.ReadStatusesAsync(
            session, source.RecordStatus, department, recordId, firstBlock, source.Latest.Number, cancellationToken);
        return changes is [.., var last] && last.Status == (EntryStatus)current.Status && last.Sequence == current.Sequence.ToLong() && last.Successor == current.Successor.ToDigest()
            ? changes
            : throw ChainOutages.Create("The chain's events and the contract's state do not agree about the record's status.");
    }

    private static Answer<T> Try<T>(Func<T> read)
    {
        try
        {
            return Answer<T>.Known(read());
        }
        catch (Exception exception) when (ChainOutages.Includes(exception) || exception is EncodingException)
        {
            return Answer<T>.Unknown(ChainOutages.Describe(exception), UnknownReasons.FromException(exception));
        }
    }

    private static async ValueTask<Answer<T>> TryAsync<T>(Func<ValueTask<T>> read)
    {
        try
        {
            return Answer<T>.Known(await read());
        }
        catch (Exception exception) when (ChainOutages.Includes(exception) || exception is EncodingException)
        {
            return Answer<T>.Unknown(ChainOutages.Describe(exception), UnknownReasons.FromException(exception));
        }
    }
}
