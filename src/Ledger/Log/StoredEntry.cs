using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Verify.Entries;
using Ledger.Verify.Trees;

namespace Ledger.Log;

/// <summary>
/// One entry of a department's log with the data that the department stores beside it. It contains no personal data: the encrypted payload is stored
/// and read separately. Immutable.
/// </summary>
public sealed record StoredEntry
{
    /// <summary>The index in the log, from 0.</summary>
    public required long Index { get; init; }

    /// <summary>
    /// The record of the entry. The entries that change the status of a record have the same id. A disclosure or an erasure has an id of its own.
    /// </summary>
    public required RecordId Id { get; init; }

    public required EntryKind Kind { get; init; }

    /// <summary>Only for <see cref="EntryKind.Status"/>.</summary>
    public required EntryStatus? Status { get; init; }

    /// <summary>The record that supersedes this one. Only for a supersession.</summary>
    public required RecordId? Successor { get; init; }

    /// <summary>The time in the entry, in milliseconds since 1970 UTC.</summary>
    public required long At { get; init; }

    /// <summary><see cref="At"/> as a time.</summary>
    public DateTimeOffset Time => DateTimeOffset.FromUnixTimeMilliseconds(At);

    /// <summary>The logged bytes: canonical JSON in UTF-8.</summary>
    public required ReadOnlyMemory<byte> Text { get; init; }

    /// <summary>The record type (<c>vct</c>). Empty if the entry is not a record.</summary>
    public required string Type { get; init; }

    /// <summary>The subject whose key encrypts the payload. None if there is no payload, or if it was lost with a machine.</summary>
    public required SubjectHandle Subject { get; init; }

    /// <summary>What the entry is about, if the public text does not say it.</summary>
    public EntryAbout About { get; init; }

    /// <summary>HMAC of the idempotency key.</summary>
    public required Digest KeyHash { get; init; }

    /// <summary>Keyed hash of the request, under the subject's key. A repeat with another body has another value.</summary>
    public required Digest Fingerprint { get; init; }

    /// <summary>True for an entry that issued a record. False for a status change or another entry.</summary>
    public bool IsRecord => Kind is EntryKind.Certificate or EntryKind.Decision or EntryKind.Consent;
}
