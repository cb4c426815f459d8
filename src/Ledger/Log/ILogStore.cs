using System.Collections.Immutable;
using Ledger.Faults;
using Ledger.Issuing;
using Ledger.Verify.Trees;

namespace Ledger.Log;

/// <summary>
/// Where one department's entries and encrypted payloads lie. One process writes to it (the store refuses a second); reads may come
/// from any thread and see every batch whose commit has returned.
/// </summary>
public interface ILogStore : IAsyncDisposable
{
    /// <summary>The committed head.</summary>
    ValueTask<LogHead> ReadHeadAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Makes the batch durable and moves the head in one step. False, and nothing written, when the head is no longer
    /// <c>batch.Before</c>. When it throws, the caller cannot know whether the batch is durable and MUST stop writing until the
    /// store is opened again.
    /// </summary>
    ValueTask<bool> TryCommitAsync(CommitBatch batch, CancellationToken cancellationToken);

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

    /// <summary>The texts of the entries from <paramref name="from"/> up to but without <paramref name="to"/>, in order.</summary>
    IAsyncEnumerable<ReadOnlyMemory<byte>> ReadTextsAsync(long from, long to, CancellationToken cancellationToken);

    /// <summary>The encrypted payload of an entry.</summary>
    /// <exception cref="StoreDamagedException">It cannot be read as it was written.</exception>
    ValueTask<ReadOnlyMemory<byte>> ReadPayloadAsync(long index, CancellationToken cancellationToken);
}
