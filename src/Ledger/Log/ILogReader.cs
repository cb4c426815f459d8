using System.Collections.Immutable;
using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Log;

/// <summary>Reads one department's entries and encrypted payloads.</summary>
/// <remarks>
/// <para>Durability: what a read returns was committed durably.</para>
/// <para>Concurrency: safe for use from any thread, also during a commit. A read MUST NOT see a part of a batch.</para>
/// <para>Retries: every read may be retried. What cannot be read as it was written is <see cref="StoreFaults.Damaged"/> and MUST NOT be reported
/// as missing.</para>
/// </remarks>
public interface ILogReader
{
    /// <summary>The committed head.</summary>
    ValueTask<LogHead> ReadHeadAsync(CancellationToken cancellationToken);

    /// <summary>The entry at an index; null when the log is not that long.</summary>
    ValueTask<StoredEntry?> FindAsync(long index, CancellationToken cancellationToken);

    /// <summary>All entries about a record, oldest first; empty when there is none.</summary>
    ValueTask<ImmutableArray<StoredEntry>> FindByRecordAsync(RecordId id, CancellationToken cancellationToken);

    /// <summary>For each of the given hashes of idempotency keys that was used before, the entry it led to.</summary>
    ValueTask<IReadOnlyDictionary<Digest, StoredEntry>> FindByKeysAsync(IReadOnlyList<Digest> keyHashes, CancellationToken cancellationToken);

    /// <summary>Up to <paramref name="limit"/> entries that issued a record, with an index below <paramref name="before"/>, newest first.</summary>
    ValueTask<ImmutableArray<StoredEntry>> ListRecordsAsync(long before, int limit, CancellationToken cancellationToken);

    /// <summary>Up to <paramref name="limit"/> status entries with an index of <paramref name="from"/> or more, oldest first.</summary>
    ValueTask<ImmutableArray<StoredEntry>> ListStatusesAsync(long from, int limit, CancellationToken cancellationToken);

    /// <summary>Up to <paramref name="limit"/> certificates of erasure with an index below <paramref name="before"/>, newest first.</summary>
    ValueTask<ImmutableArray<StoredEntry>> ListErasuresAsync(long before, int limit, CancellationToken cancellationToken);

    /// <summary>Up to <paramref name="limit"/> requests, such as complaints, with an index below <paramref name="before"/>, newest first.</summary>
    ValueTask<ImmutableArray<StoredEntry>> ListRequestsAsync(long before, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Up to <paramref name="limit"/> entries about a subject with an index below <paramref name="before"/>, newest first: its records, their status
    /// changes, its disclosures, its requests, and its erasure.
    /// </summary>
    ValueTask<ImmutableArray<StoredEntry>> ListBySubjectAsync(SubjectHandle subject, long before, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Up to <paramref name="limit"/> entries with an index below <paramref name="before"/>, newest first, that are about a record or a consent and have
    /// an id of their own: its disclosures.
    /// </summary>
    ValueTask<ImmutableArray<StoredEntry>> ListAboutAsync(RecordId id, long before, int limit, CancellationToken cancellationToken);

    /// <summary>The texts of the entries from <paramref name="from"/> up to but without <paramref name="to"/>, in order.</summary>
    IAsyncEnumerable<ReadOnlyMemory<byte>> ReadTextsAsync(long from, long to, CancellationToken cancellationToken);

    /// <summary>The encrypted payload of an entry.</summary>
    ValueTask<ReadOnlyMemory<byte>> ReadPayloadAsync(long index, CancellationToken cancellationToken);
}
