using System.Buffers;
using System.Collections.Immutable;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Chain;

/// <summary>A 20-byte account or contract address, lower-case hexadecimal with <c>0x</c>; always 42 characters.</summary>
public readonly record struct ChainAddress
{
    /// <summary>Bytes of an address.</summary>
    public const int Length = 20;

    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    private readonly string? _text;

    private ChainAddress(string text) => _text = text;

    /// <summary>Accepts exactly <c>0x</c> and 40 lower-case hexadecimal digits; checksummed or upper-case text is refused.</summary>
    public static bool TryParse(string? text, out ChainAddress address)
    {
        var ok = text is { Length: 42 } && text.StartsWith("0x", StringComparison.Ordinal)
            && !text.AsSpan(2).ContainsAnyExcept(LowerHex);
        address = ok ? new ChainAddress(text!) : default;
        return ok;
    }

    /// <summary>Accepts exactly 20 bytes.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out ChainAddress address)
    {
        address = bytes.Length == Length ? new ChainAddress("0x" + Convert.ToHexStringLower(bytes)) : default;
        return bytes.Length == Length;
    }

    /// <summary>The 20 bytes.</summary>
    public byte[] ToArray() => Convert.FromHexString(ToString().AsSpan(2));

    public bool IsZero => _text is null || !_text.AsSpan(2).ContainsAnyExcept('0');

    public override string ToString() => _text ?? "0x0000000000000000000000000000000000000000";
}

/// <summary>A block as the chain names it. <paramref name="Time"/> is the block's own timestamp, in UTC with whole seconds.</summary>
public sealed record ChainBlock(long Number, Digest Hash, DateTimeOffset Time)
{
    /// <summary>Before the first block, number −1: what is final on a chain where nothing is final yet. Never genesis.</summary>
    public static ChainBlock None { get; } = new(-1, default, DateTimeOffset.UnixEpoch);
}

/// <summary>
/// Where the facts came from: the chain, the trusted registry, the contracts the registry itself names, the newest block seen,
/// the newest final block (<see cref="ChainBlock.None"/> when there is none) and the finality rule that was used (<c>instant</c>, <c>finalized</c> or <c>depth:N</c>).
/// </summary>
public sealed record ChainSource(
    long ChainId, ChainAddress Registry, ChainAddress LogAnchor, ChainAddress RecordStatus,
    ChainBlock Latest, ChainBlock Final, string Finality, ImmutableArray<string> Endpoints)
{
    /// <summary>When the chain was last asked, where the facts come from a copy kept of it; null when it was asked itself.</summary>
    public DateTimeOffset? SeenAt { get; init; }
}

/// <summary>Where a department anchors: a chain, the registry it trusts there, and the registry's anchor contract.</summary>
public sealed record ChainPlace(long ChainId, ChainAddress Registry, ChainAddress LogAnchor)
{
    /// <summary>The place that was asked.</summary>
    public static ChainPlace Of(ChainSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new ChainPlace(source.ChainId, source.Registry, source.LogAnchor);
    }
}

/// <summary>A migration record that the council wrote into the registry for a department, by its SHA-256, and the block that did.</summary>
public sealed record RecordedMigration(Digest RecordHash, DateTimeOffset RecordedAt, long Block);

/// <summary>From inclusive, until exclusive; null is open. Block time, not anybody's clock.</summary>
public readonly record struct Validity(DateTimeOffset From, DateTimeOffset? Until)
{
    public bool Contains(DateTimeOffset time) => From <= time && (Until is null || time < Until);
}

/// <summary>A department as the registry has it. <see cref="Origin"/> is the log origin whose keccak256 is the department's id.</summary>
public sealed record DepartmentFacts(
    string Origin, string NodeUrl, ChainAddress Operator, DateTimeOffset AdmittedAt, DateTimeOffset? SuspendedAt);

/// <summary>An Ed25519 log key (32 bytes) and when it may sign checkpoints.</summary>
public sealed record LogKeyFacts(ImmutableArray<byte> PublicKey, Validity Validity)
{
    /// <summary>Since when somebody else may have signed with it too, as declared on chain; null when that was never declared. Only ever moves earlier.</summary>
    public DateTimeOffset? CompromisedSince { get; init; }

    /// <summary>Whether a checkpoint that the chain saw at this time may rest on the key: it was valid then, and not yet compromised.</summary>
    public bool IsGoodAt(DateTimeOffset seenAt) => Validity.Contains(seenAt) && !(CompromisedSince <= seenAt);
}

/// <summary>
/// A key that seals records. <paramref name="Algorithm"/>: 1 ES256 (key = x ‖ y, 64 bytes), 2 Ed25519 (32 bytes), 3 SM2 (x ‖ y, 64 bytes).
/// </summary>
public sealed record RecordKeyFacts(Digest Thumbprint, byte Algorithm, ImmutableArray<byte> PublicKey, Validity Validity)
{
    /// <summary>Since when somebody else may have sealed with it too, as declared on chain; null when that was never declared. Only ever moves earlier.</summary>
    public DateTimeOffset? CompromisedSince { get; init; }

    /// <summary>Whether a record that the chain first saw at this time may rest on the key: it was valid then, and not yet compromised.</summary>
    public bool IsGoodAt(DateTimeOffset seenAt) => Validity.Contains(seenAt) && !(CompromisedSince <= seenAt);
}

/// <summary>A record type as registered: where its metadata lies and the SHA-256 of those octets.</summary>
public sealed record RecordTypeFacts(string Uri, Digest MetadataHash);

/// <summary>The <c>Anchored</c> event of one department and size, and the block that holds it.</summary>
public sealed record AnchorFacts(long OldSize, long NewSize, Digest Root, Digest Transaction, ChainBlock Block);

/// <summary>One status change of a record on chain, oldest first. Number as in <c>RecordStatus</c>: 0 active … 4 withdrawn.</summary>
public sealed record StatusChangeFacts(byte Status, DateTimeOffset At, long Block, long Sequence, Digest Successor);

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
