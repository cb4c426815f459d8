using Ledger.Issuing;
using Ledger.Verify.Entries;
using Ledger.Verify.Trees;

namespace Ledger.Sealing;

/// <summary>A record with the department's seal on it, ready for the log; what is stored of it is encrypted already.</summary>
/// <param name="Id">The record id.</param>
/// <param name="Kind">Certificate, decision or consent.</param>
/// <param name="Type">The record type (<c>vct</c>).</param>
/// <param name="Commitment">SHA-256(salt ‖ SHA-256(issuer JWT)); all the log learns of the record.</param>
/// <param name="SubjectIndex">The subject's blind index.</param>
/// <param name="KeyHash">HMAC of the idempotency key.</param>
/// <param name="Fingerprint">HMAC of the request.</param>
/// <param name="Payload">Salt and SD-JWT with all disclosures, encrypted under the subject's key.</param>
public sealed record SealedRecord(
    RecordId Id, EntryKind Kind, string Type, Digest Commitment, Digest SubjectIndex, Digest KeyHash, Digest Fingerprint,
    ReadOnlyMemory<byte> Payload)
{
    /// <summary>What <see cref="Payload"/> holds, not encrypted, so that the answer to the request need not decrypt it. Personal data.</summary>
    public required Payload Content { get; init; }

    /// <summary>What two spellings of the record's document number have in common; null when it has none. Personal data.</summary>
    public string? DocumentKey { get; init; }

    /// <summary>The blind index of <see cref="DocumentKey"/>; zero when there is none.</summary>
    public Digest Document { get; init; }

    /// <summary>When it says it was issued (<c>iat</c>).</summary>
    public DateTimeOffset IssuedAt { get; init; }

    /// <summary>The record it names as the one it replaces.</summary>
    public RecordId? Replaces { get; init; }

    /// <summary>The decision it says it supersedes, which may be one that this log does not have.</summary>
    public RecordId? Predecessor { get; init; }

    /// <summary>Nothing of the content, so that no log line can show it.</summary>
    public override string ToString() => $"SealedRecord {Id}";
}
