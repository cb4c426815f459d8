using System.Collections.Immutable;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Chain;

/// <summary>
/// Everything a chain can say about one bundle, gathered by somebody with I/O and judged by <c>RecordVerifier</c>, which has none.
/// Each fact is answered or unknown on its own, so one failing call costs one check and never turns into "not genuine".
/// </summary>
public sealed record ChainFacts
{
    public required Answer<ChainSource> Source { get; init; }

    /// <summary>The department with id keccak256(checkpoint origin); null when it was never admitted.</summary>
    public required Answer<DepartmentFacts?> Department { get; init; }

    /// <summary>All log keys the department ever registered.</summary>
    public required Answer<ImmutableArray<LogKeyFacts>> LogKeys { get; init; }

    /// <summary>The record key whose thumbprint is the seal's <c>kid</c>; null when the department never registered it.</summary>
    public required Answer<RecordKeyFacts?> RecordKey { get; init; }

    /// <summary>The record type keccak256(vct); null when it was never registered.</summary>
    public required Answer<RecordTypeFacts?> RecordType { get; init; }

    /// <summary>When the department was authorised for the type; empty when never.</summary>
    public required Answer<ImmutableArray<Validity>> Authority { get; init; }

    /// <summary>The root the contract holds for the bundle's anchored size, at the newest block; null when there is none.</summary>
    public required Answer<Digest?> RootAtSize { get; init; }

    /// <summary>The anchor event found on chain for that department and size; null when there is none.</summary>
    public required Answer<AnchorFacts?> Anchor { get; init; }

    /// <summary>Every status change of the record, oldest first; empty means it was never anything but active.</summary>
    public required Answer<ImmutableArray<StatusChangeFacts>> Statuses { get; init; }

    /// <summary>The department's newest head when no log can have it; null when a log can. By default nobody asked.</summary>
    public Answer<ImpossibleHead?> ImpossibleHead { get; init; }

    /// <summary>
    /// What began or ended for the department's keys and authorities in the block of <see cref="Anchor"/> and after it, in order; changes that
    /// nothing in these facts hangs on may be left out. Needs an answer only where a validity begins or ends at that block's time; by default
    /// nobody asked.
    /// </summary>
    public Answer<ImmutableArray<ValidityChange>> LaterInBlock { get; init; }

    /// <summary>
    /// Every migration record the registry holds for the department. Needs an answer only for a bundle that names another place than the
    /// one asked; by default nobody asked.
    /// </summary>
    public Answer<ImmutableArray<RecordedMigration>> Migrations { get; init; }

    /// <summary>The department's anchors of the sizes in <see cref="BundleQuestions.MigratedSizes"/>, those that there are.</summary>
    public Answer<ImmutableArray<AnchorFacts>> MigratedAnchors { get; init; }

    /// <summary>Facts of a source that gave no answer now.</summary>
    public static ChainFacts NotAsked(string why) => NotAsked(why, UnknownReason.Outage);

    /// <summary>Facts of a source that gave no answer.</summary>
    /// <param name="why">One English phrase for an operator.</param>
    /// <param name="reason">Whether the same question may be answered later.</param>
    public static ChainFacts NotAsked(string why, UnknownReason reason) => new()
    {
        Source = Answer<ChainSource>.Unknown(why, reason),
        Department = Answer<DepartmentFacts?>.Unknown(why, reason),
        LogKeys = Answer<ImmutableArray<LogKeyFacts>>.Unknown(why, reason),
        RecordKey = Answer<RecordKeyFacts?>.Unknown(why, reason),
        RecordType = Answer<RecordTypeFacts?>.Unknown(why, reason),
        Authority = Answer<ImmutableArray<Validity>>.Unknown(why, reason),
        RootAtSize = Answer<Digest?>.Unknown(why, reason),
        Anchor = Answer<AnchorFacts?>.Unknown(why, reason),
        Statuses = Answer<ImmutableArray<StatusChangeFacts>>.Unknown(why, reason),
        ImpossibleHead = Answer<ImpossibleHead?>.Unknown(why, reason),
        LaterInBlock = Answer<ImmutableArray<ValidityChange>>.Unknown(why, reason),
        Migrations = Answer<ImmutableArray<RecordedMigration>>.Unknown(why, reason),
        MigratedAnchors = Answer<ImmutableArray<AnchorFacts>>.Unknown(why, reason),
    };
}
