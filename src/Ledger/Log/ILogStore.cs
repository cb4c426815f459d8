using System.Collections.Immutable;
using Ledger.Faults;
using Ledger.Issuing;
using Ledger.Verify.Trees;

namespace Ledger.Log;

/// <summary>
/// Stores one department's entries and encrypted payloads. Only one process may write; the store MUST refuse a second one. Any thread may read, and
/// sees every batch whose commit has returned.
/// </summary>
public interface ILogStore : IAsyncDisposable
{
    /// <summary>The committed head.</summary>
    ValueTask<LogHead> ReadHeadAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Makes the batch durable and moves the head, in one atomic step. Returns false and writes nothing if the head is not <c>batch.Before</c>. After
    /// an exception the caller does not know whether the batch is durable. It MUST stop writing until the store is opened again.
    /// </summary>
    ValueTask<bool> TryCommitAsync(CommitBatch batch, CancellationToken cancellationToken);

    /// <summary>The entry at an index. Null if the log is shorter.</summary>
    ValueTask<StoredEntry?> FindAsync(long index, CancellationToken cancellationToken);

    /// <summary>All entries of a record, oldest first. Empty if there are none.</summary>
    ValueTask<ImmutableArray<StoredEntry>> FindByRecordAsync(RecordId id, CancellationToken cancellationToken);

    /// <summary>The entries with the given hashes of idempotency keys. Unused hashes are left out.</summary>
    ValueTask<IReadOnlyDictionary<Digest, StoredEntry>> FindByKeysAsync(IReadOnlyList<Digest> keyHashes, CancellationToken cancellationToken);

    /// <summary>Up to <paramref name="limit"/> entries that issued a record, with an index below <paramref name="before"/>, newest first.</summary>
    ValueTask<ImmutableArray<StoredEntry>> ListRecordsAsync(long before, int limit, CancellationToken cancellationToken);

    /// <summary>Up to <paramref name="limit"/> status entries with an index of <paramref name="from"/> or more, oldest first.</summary>
    ValueTask<ImmutableArray<StoredEntry>> ListStatusesAsync(long from, int limit, CancellationToken cancellationToken);

    /// <summary>The texts of the entries from <paramref name="from"/> (inclusive) to <paramref name="to"/> (exclusive), in order.</summary>
    IAsyncEnumerable<ReadOnlyMemory<byte>> ReadTextsAsync(long from, long to, CancellationToken cancellationToken);

    /// <summary>The encrypted payload of an entry.</summary>
    /// <exception cref="StoreDamagedException">It cannot be read as it was written.</exception>
    ValueTask<ReadOnlyMemory<byte>> ReadPayloadAsync(long index, CancellationToken cancellationToken);
}
