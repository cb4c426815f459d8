using System.Collections.Concurrent;
using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Verify.Chain;
using Ledger.Verify.Migrations;
using Ledger.Verify.Notes;
using Ledger.Verify.Trees;
using Ledger.Verify.Verdicts;

namespace Ledger.Auditing.Nodes;

/// <summary>
/// What a chain holds of one department, read once, so that a bundle needs a call to the chain only when its record type is new. All of
/// it is as of about one block; the caller reads it before the log. Safe for use from any thread.
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

    /// <summary>The chains the department has left, by the migration records the registry names.</summary>
    public DepartmentMoves Moves { get; private set; } = null!; // Set before ReadAsync returns.

    /// <summary>How many entries a final anchor covers.</summary>
    public long FinalSize => Anchors.Anchors.LastOrDefault(anchor => anchor.Block.Number <= Source.Final.Number)?.NewSize ?? 0;

    /// <summary>The sizes of all anchors, those of the chains that were left too.</summary>
    public IEnumerable<long> AnchoredSizes =>
        Moves.Left.SelectMany(left => left.Anchors).Concat(Anchors.Anchors).Select(anchor => anchor.NewSize);

    /// <summary>The key that signs the log's checkpoints now; null when there is none.</summary>
    public VerifierKey? LogKey =>
        LogKeys.LastOrDefault(key => key.Validity.Until is null || key.Validity.Contains(Source.Latest.Time)) is { } found
        && VerifierKey.TryEd25519(_origin, found.PublicKey.AsSpan(), out var key)
            ? key
            : null;

    /// <param name="chain">The chain that is trusted.</param>
    /// <param name="department">The department.</param>
    /// <param name="node">The node that serves its log, and its migration records there.</param>
    /// <param name="cache">Remembers the signatures of migration records.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ChainUnavailableException">The chain cannot be asked.</exception>
    public static async Task<RegisteredFacts> ReadAsync(
        IAuditedChain chain, NodeDepartment department, INodeRecords node, VerificationCache cache, CancellationToken cancellationToken)
    {
        var origin = department.Origin;
        var source = await chain.ReadSourceAsync(cancellationToken);
        var keys = await chain.ReadRecordKeysAsync(origin, cancellationToken);
        var anchors = await AgainAsync(() => chain.ReadAnchorHistoryAsync(origin, cancellationToken), history => history.IsWhole);
        var statuses = await AgainAsync(() => chain.ReadStatusChangesAsync(origin, cancellationToken), changes => changes.IsWhole);
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
            file => RecordVerifier.CheckMigration(file, origin, facts.AboutMove(file, recorded), cache));
        return facts;
    }

    /// <summary>The facts about one bundle of this department.</summary>
    /// <exception cref="ChainUnavailableException">The chain cannot be asked about the record type.</exception>
    public async ValueTask<ChainFacts> ForAsync(BundleQuestions questions, CancellationToken cancellationToken)
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
            MigratedAnchors = AnchorsOf(Moves.Files),
        };

        // Rare, and the only thing that the state read above does not show: which of two changes came first in one block.
        return anchor is not null && IsTied(facts, anchor.Block.Time)
            ? facts with { LaterInBlock = (await _chain.ReadFactsAsync(questions, cancellationToken)).LaterInBlock }
            : facts with { LaterInBlock = Answer<ImmutableArray<ValidityChange>>.Known([]) };
    }

    private static bool IsTied(ChainFacts facts, DateTimeOffset time) =>
        facts.LogKeys.Value.Select(key => key.Validity).Concat(facts.Authority.Value).Append(facts.RecordKey.Value?.Validity ?? default)
            .Any(validity => validity.From == time || validity.Until == time);

    // A department that never moved can be audited without this answer, so an outage here does not end the audit.
    private static async Task<Answer<ImmutableArray<RecordedMigration>>> ReadMigrationsAsync(
        IAuditedChain chain, string origin, CancellationToken cancellationToken)
    {
        try
        {
            return Answer<ImmutableArray<RecordedMigration>>.Known(await chain.ReadMigrationsAsync(origin, cancellationToken));
        }
        catch (ChainUnavailableException outage)
        {
            return Answer<ImmutableArray<RecordedMigration>>.Unknown(outage.Message);
        }
    }

    private ChainFacts AboutMove(MigrationFile file, Answer<ImmutableArray<RecordedMigration>> recorded) => ChainFacts.NotAsked("not about a bundle") with
    {
        Source = Answer<ChainSource>.Known(Source),
        LogKeys = Answer<ImmutableArray<LogKeyFacts>>.Known(LogKeys),
        Migrations = recorded,
        MigratedAnchors = AnchorsOf([file]),
    };

    private Answer<ImmutableArray<AnchorFacts>> AnchorsOf(IEnumerable<MigrationFile> files) => Answer<ImmutableArray<AnchorFacts>>.Known(
        [.. files.Select(file => _anchors.GetValueOrDefault(file.Checkpoint.Size)).OfType<AnchorFacts>()]);

    private async ValueTask<TypeFacts> FindTypeAsync(string recordType, CancellationToken cancellationToken) =>
        _types.TryGetValue(recordType, out var known) ? known : _types.GetOrAdd(recordType, new TypeFacts(
            await _chain.FindTypeAsync(recordType, cancellationToken), await _chain.ReadAuthoritiesAsync(_origin, recordType, cancellationToken)));

    // A reorganisation between two calls can leave a gap that a retry does not have.
    private static async Task<T> AgainAsync<T>(Func<ValueTask<T>> read, Func<T, bool> isWhole)
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
