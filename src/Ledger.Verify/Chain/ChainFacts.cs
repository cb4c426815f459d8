using System.Collections.Immutable;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Chain;

/// <summary>
/// The answers of a chain about one bundle. Code with I/O collects them; <c>RecordVerifier</c>, which has none, judges them. Each fact is known or
/// unknown on its own. So one failed call leaves one check not run, and never leads to "not genuine".
/// </summary>
public sealed record ChainFacts
{
    public required Answer<ChainSource> Source { get; init; }

    /// <summary>The department whose id is keccak256(checkpoint origin). Null when it was never admitted.</summary>
    public required Answer<DepartmentFacts?> Department { get; init; }

    /// <summary>All log keys that the department ever registered.</summary>
    public required Answer<ImmutableArray<LogKeyFacts>> LogKeys { get; init; }

    /// <summary>The record key whose thumbprint is the <c>kid</c> of the seal. Null when the department never registered it.</summary>
    public required Answer<RecordKeyFacts?> RecordKey { get; init; }

    /// <summary>The record type keccak256(vct). Null when it was never registered.</summary>
    public required Answer<RecordTypeFacts?> RecordType { get; init; }

    /// <summary>The intervals in which the department was authorised for the type. Empty when it never was.</summary>
    public required Answer<ImmutableArray<Validity>> Authority { get; init; }

    /// <summary>The root that the contract holds for the anchored size of the bundle, at the newest block. Null when it holds none.</summary>
    public required Answer<Digest?> RootAtSize { get; init; }

    /// <summary>The anchor event of that department and size. Null when there is none.</summary>
    public required Answer<AnchorFacts?> Anchor { get; init; }

    /// <summary>Every status change of the record, oldest first. Empty when the record was always active.</summary>
    public required Answer<ImmutableArray<StatusChangeFacts>> Statuses { get; init; }

    /// <summary>The newest head of the department, if no log can have that size; otherwise null. The default is "not asked".</summary>
    public Answer<ImpossibleHead?> ImpossibleHead { get; init; }

    /// <summary>
    /// The keys and authorities of the department that began or ended in the block of <see cref="Anchor"/>, after the anchor, in order. Changes
    /// that concern nothing in these facts may be left out. An answer is needed only when a validity begins or ends at the time of that block. The
    /// default is "not asked".
    /// </summary>
    public Answer<ImmutableArray<ValidityChange>> LaterInBlock { get; init; }

    /// <summary>
    /// Every migration record that the registry holds for the department. An answer is needed only for a bundle that names another place than the
    /// chain asked. The default is "not asked".
    /// </summary>
    public Answer<ImmutableArray<RecordedMigration>> Migrations { get; init; }

    /// <summary>The anchors that the department has at the sizes in <see cref="BundleQuestions.MigratedSizes"/>.</summary>
    public Answer<ImmutableArray<AnchorFacts>> MigratedAnchors { get; init; }

    /// <summary>Makes facts that are all unknown because of an outage.</summary>
    /// <param name="why">One English phrase for an operator.</param>
    public static ChainFacts NotAsked(string why) => NotAsked(why, UnknownReason.Outage);

    /// <summary>Makes facts that are all unknown.</summary>
    /// <param name="why">One English phrase for an operator.</param>
    /// <param name="reason">Whether the source may answer the same questions later.</param>
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
