using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Verify.Entries;
using Ledger.Verify.Trees;

namespace Ledger.Sealing;

/// <summary>A sealed record, ready for the log. The stored part is already encrypted.</summary>
/// <param name="Id">The record id.</param>
/// <param name="Kind">Certificate, decision or consent.</param>
/// <param name="Type">The record type (<c>vct</c>).</param>
/// <param name="Commitment">SHA-256(salt ‖ SHA-256(issuer JWT)). The public log holds nothing else about the record.</param>
/// <param name="Subject">The subject.</param>
/// <param name="KeyHash">HMAC of the idempotency key.</param>
/// <param name="Fingerprint">Keyed hash of the request, under the subject's key.</param>
/// <param name="Payload">Salt and SD-JWT with all disclosures, encrypted under the subject's key.</param>
public sealed record SealedRecord(
    RecordId Id, EntryKind Kind, string Type, Digest Commitment, SubjectHandle Subject, Digest KeyHash, Digest Fingerprint,
    ReadOnlyMemory<byte> Payload)
{
    /// <summary>The plain text of <see cref="Payload"/>, so that the response to the request does not need to decrypt it. Personal data.</summary>
    public required Payload Content { get; init; }

    /// <summary>The key of the record's document number: equal for all spellings of one number. Null without a number. Personal data.</summary>
    public string? DocumentKey { get; init; }

    /// <summary>The blind index of <see cref="DocumentKey"/>; zero when there is none.</summary>
    public Digest Document { get; init; }

    /// <summary>The issue time in the record (<c>iat</c>).</summary>
    public DateTimeOffset IssuedAt { get; init; }

    /// <summary>The record that this one replaces, as named in the request.</summary>
    public RecordId? Replaces { get; init; }

    /// <summary>The decision that this one supersedes, as named in its claims. This log may not have it.</summary>
    public RecordId? Predecessor { get; init; }

    /// <summary>Contains only the id, so that no log line contains personal data.</summary>
    public override string ToString() => $"SealedRecord {Id}";
}
