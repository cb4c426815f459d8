using System.Collections.Immutable;
using System.Text.Json;
using Ledger.Verify.Chain;

namespace Ledger.Verify.Verdicts;

/// <summary>What to verify a bundle for.</summary>
public sealed record VerificationOptions
{
    /// <summary>The time asked about: was the record in force then? Usually now. Genuineness does not depend on it.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>
    /// The time it is, by the caller's clock; the verifier has none. A status after it is not known, so a later <see cref="AsOf"/> is not
    /// answered; one within <see cref="RecordDates.NowTolerance"/> counts as now. "Now" is never earlier than the newest block.
    /// </summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Shared by verifications that follow each other, to save work; null when there is only one.</summary>
    public VerificationCache? Cache { get; init; }

    /// <summary>Whether the chain's answers come from a file: asking again gives the same, so "try again later" is no advice. Default false.</summary>
    public bool AreFactsFixed { get; init; }

    /// <summary>What the presenter must prove; null when the holder is not asked for.</summary>
    public Seals.KeyBindingExpectation? Holder { get; init; }
}

/// <summary>Keys that somebody trusts without a chain.</summary>
/// <param name="LogKey">With what the checkpoint is verified.</param>
/// <param name="RecordKeys">With what the seal is verified, chosen by its <c>kid</c>.</param>
public sealed record PinnedKeys(Notes.VerifierKey LogKey, Seals.JwkSet RecordKeys);

/// <summary>The chain's word on a record's status at the time asked about.</summary>
/// <param name="Status">0 active, 1 suspended, 2 revoked, 3 superseded, 4 withdrawn.</param>
/// <param name="Since">The time of the block that set it; null when it was never anything but active.</param>
/// <param name="Successor">The record that takes its place.</param>
public sealed record StatusAsOf(byte Status, DateTimeOffset? Since, Guid? Successor);

/// <summary>The way from a chain that is trusted to one that its department has left.</summary>
/// <param name="RecordHash">The migration record, as the trusted registry holds it.</param>
/// <param name="RecordedAt">When the council recorded it there.</param>
/// <param name="From">The chain the bundle is anchored on.</param>
/// <param name="LeftAt">The last final block of that chain, as of which the record was made.</param>
/// <param name="To">The trusted chain.</param>
/// <param name="Anchor">The head on the trusted chain that ends with the migration.</param>
public sealed record MigrationPath(
    Trees.Digest RecordHash, DateTimeOffset RecordedAt, ChainPlace From, ChainBlock LeftAt, ChainPlace To, AnchorFacts Anchor);

/// <summary>
/// The result of verifying one bundle: every check, and one verdict above them. Immutable.
/// </summary>
public sealed record VerificationReport
{
    public required Verdict Verdict { get; init; }

    /// <summary>All twelve, in the order of <see cref="CheckName"/>.</summary>
    public required ImmutableArray<Check> Checks { get; init; }

    /// <summary>The time the verdict is about: the one asked about, or now where that is what was asked.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>The record id; null unless the seal passed.</summary>
    public string? RecordId { get; init; }

    /// <summary>The record type; null unless the seal passed.</summary>
    public string? RecordType { get; init; }

    /// <summary>Who issued it; null unless the seal passed.</summary>
    public string? Issuer { get; init; }

    /// <summary>The claims shown, without digests; undefined unless seal and disclosures passed, so that nobody reads a forgery's claims.</summary>
    public JsonElement Claims => Disclosed?.Payload ?? default;

    /// <summary>How many claims the presenter kept to himself, decoys included.</summary>
    public int HiddenClaims { get; init; }

    public DateTimeOffset? NotBefore { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The entry's place in the department's log; null when the form is wrong.</summary>
    public long? LogIndex { get; init; }

    /// <summary>What the chain holds at the size the bundle names; null when that is nothing or the chain could not be asked.</summary>
    public AnchorFacts? Anchor { get; init; }

    /// <summary>The status at the time asked about; null when the chain could not be asked, or when that time lies ahead.</summary>
    public StatusAsOf? Status { get; init; }

    /// <summary>Whom was asked, up to which block; null when nobody answered.</summary>
    public ChainSource? Source { get; init; }

    /// <summary>How a bundle of a chain that was left was judged by the chain that is trusted; null when it names the trusted chain itself.</summary>
    public MigrationPath? Migration { get; init; }

    /// <summary>What to change where the verdict is "could not be checked", in one sentence of each language; null where nothing is to be said.</summary>
    internal (string En, string Zh)? Advice { get; init; }

    /// <summary>Where the claims are when somebody reads them; null unless seal and disclosures passed.</summary>
    internal Seals.SdJwtClaims? Disclosed { get; init; }

    /// <summary>The outcome of one check.</summary>
    public Check this[CheckName name] => Checks[(int)name];
}
