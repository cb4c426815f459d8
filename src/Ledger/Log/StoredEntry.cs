using Ledger.Issuing;
using Ledger.Verify.Entries;
using Ledger.Verify.Trees;

namespace Ledger.Log;

/// <summary>
/// One entry of a department's log with what the department keeps beside it. Nothing here is personal: the payload, which is, lies
/// encrypted in the store and is read on its own. Immutable.
/// </summary>
public sealed record StoredEntry
{
    /// <summary>Its place in the log, from 0.</summary>
    public required long Index { get; init; }

    /// <summary>The record the entry is about; several entries share it when the record's status changed.</summary>
    public required RecordId Id { get; init; }

    public required EntryKind Kind { get; init; }

    /// <summary>Only for <see cref="EntryKind.Status"/>.</summary>
    public required EntryStatus? Status { get; init; }

    /// <summary>The record that takes this one's place; only for a supersession.</summary>
    public required RecordId? Successor { get; init; }

    /// <summary>Milliseconds since 1970 UTC, as in the entry.</summary>
    public required long At { get; init; }

    /// <summary><see cref="At"/> as a time.</summary>
    public DateTimeOffset Time => DateTimeOffset.FromUnixTimeMilliseconds(At);

    /// <summary>The entry as logged: canonical JSON in UTF-8.</summary>
    public required ReadOnlyMemory<byte> Text { get; init; }

    /// <summary>The record type (<c>vct</c>); empty for entries that are no record.</summary>
    public required string Type { get; init; }

    /// <summary>The blind index of the subject, by which the key of the payload is found.</summary>
    public required Digest SubjectIndex { get; init; }

    /// <summary>HMAC of the idempotency key.</summary>
    public required Digest KeyHash { get; init; }

    /// <summary>HMAC of the request, so that a repeat with another body is noticed.</summary>
    public required Digest Fingerprint { get; init; }

    /// <summary>True for an entry that issued a record, false for one that changed its status or reports something else.</summary>
    public bool IsRecord => Kind is EntryKind.Certificate or EntryKind.Decision or EntryKind.Consent;
}
