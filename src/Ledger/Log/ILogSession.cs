using System.Collections.Immutable;
using Ledger.Issuing;
using Ledger.Verify.Trees;

namespace Ledger.Log;

/// <summary>
/// One write to a log. While it is open nobody else commits, so what it reads stays true until its own commit.
/// </summary>
/// <remarks>
/// <para>Durability: when <see cref="TryCommitAsync"/> returns true the batch MUST be durable, whole, and the head moved, in one atomic step. A crash
/// during the call MUST leave all of that or none. A session that is disposed without a commit MUST leave nothing behind.</para>
/// <para>Concurrency: used by one thread at a time. One session of a log is open at a time. A store on a server MAY lose the lock; the commit MUST then
/// compare the head again and answer false.</para>
/// <para>Retries: false means that nothing was written, and is a normal answer: somebody else was first. When the commit throws, nobody knows whether the
/// batch is durable: the caller MUST stop writing until the store is opened again, and a store MUST NOT commit anything more before that. When a read
/// throws, nothing was written.</para>
/// </remarks>
public interface ILogSession : IAsyncDisposable
{
    /// <summary>The committed head.</summary>
    LogHead Head { get; }

    /// <summary>As <see cref="ILogReader.FindByKeysAsync"/>.</summary>
    ValueTask<IReadOnlyDictionary<Digest, StoredEntry>> FindByKeysAsync(IReadOnlyList<Digest> keyHashes, CancellationToken cancellationToken);

    /// <summary>As <see cref="ILogReader.FindByRecordAsync"/>.</summary>
    ValueTask<ImmutableArray<StoredEntry>> FindByRecordAsync(RecordId id, CancellationToken cancellationToken);

    /// <summary>Makes the batch durable and moves the head in one step. True at most once in a session.</summary>
    /// <returns>False, and nothing written, when the head is not <c>batch.Before</c>.</returns>
    /// <exception cref="ArgumentException">The batch contradicts itself. Nothing was written.</exception>
    ValueTask<bool> TryCommitAsync(CommitBatch batch, CancellationToken cancellationToken);
}
