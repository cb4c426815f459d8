using System.Collections.Concurrent;
using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;
using Ledger.Verify.Migrations;
using Ledger.Verify.Notes;
using Ledger.Verify.Trees;
using Ledger.Verify.Verdicts;

namespace Ledger.Auditing.Nodes;

/// <summary>
/// The chain facts of one department, read once. So checking a bundle needs a chain call only for a new record type. All facts are from about the
/// same block. Read them before the log. Safe for use from any thread.
/// </summary>
internal sealed class RegisteredFacts
{
    private const int Readings = 3;

    private readonly IAuditedChain _chain;
    private readonly string _origin;
    private readonly ConcurrentDictionary<string, TypeFacts> _types = new(StringComparer.Ordinal);
    private ImmutableDictionary<Digest, RecordKeyFacts> _recordKeys = ImmutableDictionary<Digest, RecordKeyFacts>.Empty;
    private ImmutableDictionary<long, AnchorFacts> _anchors = ImmutableDictionary<long, AnchorFacts>.Empty;
    private ILookup<Digest, StatusChangeFacts> _statuses = Enumerable.Empty<StatusChangeFacts>().ToLookup(_ => default(Digest));

    private RegisteredFacts(IAuditedChain chain, string origin)
    {
        _chain = chain;
        _origin = origin;
    }

    public required ChainSource Source { get; init; }

    public required DepartmentFacts? Department { get; init; }

    public required ImmutableArray<LogKeyFacts> LogKeys { get; init; }

    public required AnchorHistory Anchors { get; init; }

    public required StatusChanges Statuses { get; init; }

    /// <summary>The chains that the department left, by the migration records that the registry names.</summary>
    public DepartmentMoves Moves { get; private set; } = null!; // Set before ReadAsync returns.

    /// <summary>The number of entries that a final anchor covers.</summary>
    public long FinalSize => Anchors.Anchors.LastOrDefault(anchor => anchor.Block.Number <= Source.Final.Number)?.NewSize ?? 0;

    /// <summary>The sizes of all anchors, including those on retired chains.</summary>
    public IEnumerable<long> AnchoredSizes =>
        Moves.Left.SelectMany(left => left.Anchors).Concat(Anchors.Anchors).Select(anchor => anchor.NewSize);

    /// <summary>The key that signs the log's checkpoints now. Null if there is none.</summary>
    public VerifierKey? LogKey =>
        LogKeys.LastOrDefault(key => key.Validity.Until is null || key.Validity.Contains(Source.Latest.Time)) is { } found
        && VerifierKey.TryEd25519(_origin, found.PublicKey.AsSpan(), out var key)
            ? key
            : null;

    /// <param name="chain">The trusted chain.</param>
    /// <param name="department">The department.</param>
    /// <param name="node">The node that serves the department's log and migration records.</param>
    /// <param name="cache">Caches verified signatures of migration records.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    /// <exception cref="FaultException">The chain cannot be read.</exception>
    public static async Task<RegisteredFacts> ReadAsync(
        IAuditedChain chain, NodeDepartment department, INodeRecords node, VerificationCache cache, CancellationToken cancellationToken)
    {
        var origin = department.Origin;
        var source = await chain.ReadSourceAsync(cancellationToken);
        var keys = await chain.ReadRecordKeysAsync(origin, cancellationToken);
        var anchors = await ReadUntilWholeAsync(() => chain.ReadAnchorHistoryAsync(origin, cancellationToken), history => history.IsWhole);
        var statuses = await ReadUntilWholeAsync(() => chain.ReadStatusChangesAsync(origin, cancellationToken), changes => changes.IsWhole);
        var facts = new RegisteredFacts(chain, origin)
        {
            Source = source,
            Department = await chain.FindDepartmentAsync(origin, cancellationToken),
            LogKeys = await chain.ReadLogKeysAsync(origin, cancellationToken),
            Anchors = anchors,
            Statuses = statuses,
            _recordKeys = keys.ToImmutableDictionary(key => key.Thumbprint),
            _anchors = anchors.Anchors.GroupBy(anchor => anchor.NewSize).ToImmutableDictionary(group => group.Key, group => group.First()),
            _statuses = statuses.Changes.ToLookup(change => change.RecordId, change => change.Facts),
        };
        var recorded = await ReadMigrationsAsync(chain, origin, cancellationToken);
        facts.Moves = await DepartmentMoves.ReadAsync(
            recorded,
            hash => node.FindMigrationAsync(department.Id, hash, cancellationToken),
            file => RecordVerifier.CheckMigration(file, origin, facts.FactsOfMove(file, recorded), cache));
        return facts;
    }

    /// <summary>The chain facts for one bundle of this department.</summary>
    /// <exception cref="FaultException">The record type cannot be read from the chain.</exception>
    public async ValueTask<ChainFacts> AnswerAsync(BundleQuestions questions, CancellationToken cancellationToken)
    {
        var type = await FindTypeAsync(questions.RecordType, cancellationToken);
        var anchor = questions.AnchoredSize is { } size ? _anchors.GetValueOrDefault(size) : null;
        var facts = new ChainFacts
        {
            Source = Answer<ChainSource>.Known(Source),
            Department = Answer<DepartmentFacts?>.Known(Department),
            LogKeys = Answer<ImmutableArray<LogKeyFacts>>.Known(LogKeys),
            RecordKey = Answer<RecordKeyFacts?>.Known(_recordKeys.GetValueOrDefault(questions.KeyThumbprint)),
            RecordType = Answer<RecordTypeFacts?>.Known(type.Type),
            Authority = Answer<ImmutableArray<Validity>>.Known(type.Authorities),
            RootAtSize = Answer<Digest?>.Known(anchor?.Root),
            Anchor = Answer<AnchorFacts?>.Known(anchor),
            Statuses = Answer<ImmutableArray<StatusChangeFacts>>.Known([.. _statuses[questions.RecordId]]),
            Migrations = Moves.Recorded,
            MigratedAnchors = ListAnchors(Moves.Files),
        };

        // Rare. The state read above does not show the order of two changes in one block.
        return anchor is not null && IsTied(facts, anchor.Block.Time)
            ? facts with { LaterInBlock = (await _chain.ReadFactsAsync(questions, cancellationToken)).LaterInBlock }
            : facts with { LaterInBlock = Answer<ImmutableArray<ValidityChange>>.Known([]) };
    }

    private static bool IsTied(ChainFacts facts, DateTimeOffset time) =>
        facts.LogKeys.Value.Select(key => key.Validity).Concat(facts.Authority.Value).Append(facts.RecordKey.Value?.Validity ?? default)
            .Any(validity => validity.From == time || validity.Until == time);

    // A department that never moved can be audited without this answer. So an outage here does not end the audit.
    private static async Task<Answer<ImmutableArray<RecordedMigration>>> ReadMigrationsAsync(
        IAuditedChain chain, string origin, CancellationToken cancellationToken)
    {
        try
        {
            return Answer<ImmutableArray<RecordedMigration>>.Known(await chain.ReadMigrationsAsync(origin, cancellationToken));
        }
        catch (FaultException outage) when (ChainOutages.Includes(outage))
        {
            return Answer<ImmutableArray<RecordedMigration>>.Unknown(outage.Detail);
        }
    }

    private ChainFacts FactsOfMove(MigrationFile file, Answer<ImmutableArray<RecordedMigration>> recorded) => ChainFacts.NotAsked("not about a bundle") with
    {
        Source = Answer<ChainSource>.Known(Source),
        LogKeys = Answer<ImmutableArray<LogKeyFacts>>.Known(LogKeys),
        Migrations = recorded,
        MigratedAnchors = ListAnchors([file]),
    };

    private Answer<ImmutableArray<AnchorFacts>> ListAnchors(IEnumerable<MigrationFile> files) => Answer<ImmutableArray<AnchorFacts>>.Known(
        [.. files.Select(file => _anchors.GetValueOrDefault(file.Checkpoint.Size)).OfType<AnchorFacts>()]);

    private async ValueTask<TypeFacts> FindTypeAsync(string recordType, CancellationToken cancellationToken) =>
        _types.TryGetValue(recordType, out var known) ? known : _types.GetOrAdd(recordType, new TypeFacts(
            await _chain.FindTypeAsync(recordType, cancellationToken), await _chain.ReadAuthoritiesAsync(_origin, recordType, cancellationToken)));

    // A reorganisation between two calls can leave a gap. A retry closes it.
    private static async Task<T> ReadUntilWholeAsync<T>(Func<ValueTask<T>> read, Func<T, bool> isWhole)
    {
        var value = await read();
        for (var i = 1; i < Readings && !isWhole(value); i++)
        {
            value = await read();
        }

        return value;
    }

    private sealed record TypeFacts(RecordTypeFacts? Type, ImmutableArray<Validity> Authorities);
}
