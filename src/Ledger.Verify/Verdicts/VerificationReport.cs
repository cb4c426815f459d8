using System.Collections.Immutable;
using System.Text.Json;
using Ledger.Verify.Chain;

namespace Ledger.Verify.Verdicts;

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
