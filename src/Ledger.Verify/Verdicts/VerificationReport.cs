using System.Collections.Immutable;
using System.Text.Json;
using Ledger.Verify.Chain;

namespace Ledger.Verify.Verdicts;

/// <summary>The result of verifying one bundle: every check, and the verdict. Immutable.</summary>
public sealed record VerificationReport
{
    public required Verdict Verdict { get; init; }

    /// <summary>All twelve checks, in the order of <see cref="CheckName"/>.</summary>
    public required ImmutableArray<Check> Checks { get; init; }

    /// <summary>The time that the verdict is about.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>The record id; null unless the seal passed.</summary>
    public string? RecordId { get; init; }

    /// <summary>The record type; null unless the seal passed.</summary>
    public string? RecordType { get; init; }

    /// <summary>The issuer; null unless the seal passed.</summary>
    public string? Issuer { get; init; }

    /// <summary>The visible claims, without digests. Undefined unless seal and disclosures passed, so that nobody reads forged claims.</summary>
    public JsonElement Claims => Disclosed?.Payload ?? default;

    /// <summary>The number of claims that the presenter did not disclose, decoys included.</summary>
    public int HiddenClaims { get; init; }

    public DateTimeOffset? NotBefore { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The index of the entry in the log of the department. Null when the form is wrong.</summary>
    public long? LogIndex { get; init; }

    /// <summary>The anchor on chain at the size that the bundle names. Null when there is none or the chain could not be asked.</summary>
    public AnchorFacts? Anchor { get; init; }

    /// <summary>The status at the time asked about. Null when the chain could not be asked, or when that time is in the future.</summary>
    public StatusAsOf? Status { get; init; }

    /// <summary>The chain that was asked, and up to which block. Null when it did not answer.</summary>
    public ChainSource? Source { get; init; }

    /// <summary>The migration by which a bundle of a retired chain was judged. Null when the bundle names the trusted chain itself.</summary>
    public MigrationPath? Migration { get; init; }

    /// <summary>The advice when the verdict is "could not be checked", as one sentence in each language. Null when there is none.</summary>
    internal (string En, string Zh)? Advice { get; init; }

    /// <summary>Whether the record could not be checked and time alone helps: the same check can have a result later.</summary>
    public bool IsWorthRetrying => Advice == VerdictAdvice.Retry;

    /// <summary>The claims, merged when somebody reads them. Null unless seal and disclosures passed.</summary>
    internal Seals.SdJwtClaims? Disclosed { get; init; }

    /// <summary>The outcome of one check.</summary>
    public Check this[CheckName name] => Checks[(int)name];
}
