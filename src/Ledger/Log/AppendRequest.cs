using Ledger.Faults;
using Ledger.Issuing;
using Ledger.Verify.Entries;
using Ledger.Verify.Trees;

namespace Ledger.Log;

/// <summary>What is to become the next entry, except its index and time, which the writer gives it.</summary>
public sealed record AppendRequest
{
    public required RecordId Id { get; init; }

    public required EntryKind Kind { get; init; }

    public EntryStatus? Status { get; init; }

    public RecordId? Successor { get; init; }

    public required Digest Commitment { get; init; }

    public string Type { get; init; } = "";

    /// <summary>The time that a record says it was issued at (<c>iat</c>); null for what is no sealed record.</summary>
    public DateTimeOffset? IssuedAt { get; init; }

    public required Digest SubjectIndex { get; init; }

    public required Digest KeyHash { get; init; }

    public required Digest Fingerprint { get; init; }

    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>The blind index of the record's document number; zero when it has none.</summary>
    public Digest Document { get; init; }

    /// <summary>
    /// Asked by the single writer with all entries of the record, those of the running batch included, so that two requests that
    /// are each allowed alone cannot both pass. Null when nothing depends on what came before.
    /// </summary>
    public Func<IReadOnlyList<StoredEntry>, Refusal?>? Admit { get; init; }

    /// <summary>The same for <see cref="Successor"/>, with all of its entries; asked when there is one.</summary>
    public Func<IReadOnlyList<StoredEntry>, Refusal?>? AdmitSuccessor { get; init; }

    /// <summary>Asked by the single writer with the entries of the running batch, for what depends on other records than this one.</summary>
    public Func<IReadOnlyList<NewEntry>, ValueTask<Refusal?>>? AdmitBeside { get; init; }
}
