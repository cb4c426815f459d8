using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Log;

/// <summary>An entry to append. The writer adds its index and time.</summary>
public sealed record AppendRequest
{
    public required RecordId Id { get; init; }

    public required EntryKind Kind { get; init; }

    public EntryStatus? Status { get; init; }

    public RecordId? Successor { get; init; }

    public required Digest Commitment { get; init; }

    public string Type { get; init; } = "";

    /// <summary>The issue time in the record (<c>iat</c>). Null for an entry that is not a sealed record.</summary>
    public DateTimeOffset? IssuedAt { get; init; }

    /// <summary>The subject whose key encrypts the payload. None without a payload.</summary>
    public required SubjectHandle Subject { get; init; }

    /// <summary>What the entry is about, if its id does not say it.</summary>
    public EntryAbout About { get; init; }

    /// <summary>Keyed hash of the idempotency key. Zero for an entry that is never a repeat.</summary>
    public required Digest KeyHash { get; init; }

    public required Digest Fingerprint { get; init; }

    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>The blind index of the record's document number. Zero without a number.</summary>
    public Digest Document { get; init; }

    /// <summary>
    /// Called by the single writer with all entries of the record, including those in the current batch. Returns a refusal, or null to admit. So two
    /// requests that are each allowed alone cannot both succeed. Null if the entry does not depend on earlier ones.
    /// </summary>
    public Func<IReadOnlyList<StoredEntry>, Refusal?>? Admit { get; init; }

    /// <summary>The same check for the entries of <see cref="Successor"/>. Called only if there is a successor.</summary>
    public Func<IReadOnlyList<StoredEntry>, Refusal?>? AdmitSuccessor { get; init; }

    /// <summary>Called by the single writer with the entries of the current batch, for checks that depend on other records.</summary>
    public Func<IReadOnlyList<NewEntry>, ValueTask<Refusal?>>? AdmitBeside { get; init; }
}
