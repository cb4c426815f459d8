using System.Collections.Immutable;
using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Verify.Trees;

namespace Ledger.Tests.Log;

/// <summary>A real store in which finding a record or a key throws.</summary>
internal sealed class FailingReads(ILogStore inner) : ILogStore
{
    /// <summary>The exception for finding a record or a key. Null throws nothing.</summary>
    public Exception? Problem { get; set; }

    public RecordId? Record { get; set; }

    public Digest? Key { get; set; }

    /// <summary>The exception of a commit after it is durable. Null throws nothing.</summary>
    public Exception? AfterCommit { get; set; }

    public ValueTask<ImmutableArray<StoredEntry>> FindByRecordAsync(RecordId id, CancellationToken cancellationToken) =>
        Problem is { } problem && id == Record ? throw problem : inner.FindByRecordAsync(id, cancellationToken);

    public ValueTask<IReadOnlyDictionary<Digest, StoredEntry>> FindByKeysAsync(IReadOnlyList<Digest> keyHashes, CancellationToken cancellationToken) =>
        Problem is { } problem && Key is { } key && keyHashes.Contains(key) ? throw problem : inner.FindByKeysAsync(keyHashes, cancellationToken);

    /// <summary>What taking the lock throws; null lets it through.</summary>
    public Exception? BeforeSession { get; set; }

    public async ValueTask<ILogSession> BeginWriteAsync(CancellationToken cancellationToken) => BeforeSession is { } problem
        ? throw problem
        : new WatchedSession(this, await inner.BeginWriteAsync(cancellationToken), async commit =>
        {
            var committed = await commit();
            return AfterCommit is { } failure ? throw failure : committed;
        });

    public ValueTask<LogHead> ReadHeadAsync(CancellationToken cancellationToken) => inner.ReadHeadAsync(cancellationToken);

    public ValueTask<StoredEntry?> FindAsync(long index, CancellationToken cancellationToken) => inner.FindAsync(index, cancellationToken);

    public ValueTask<ImmutableArray<StoredEntry>> ListRecordsAsync(long before, int limit, CancellationToken cancellationToken) =>
        inner.ListRecordsAsync(before, limit, cancellationToken);

    public ValueTask<ImmutableArray<StoredEntry>> ListStatusesAsync(long from, int limit, CancellationToken cancellationToken) =>
        inner.ListStatusesAsync(from, limit, cancellationToken);

    public ValueTask<ImmutableArray<StoredEntry>> ListErasuresAsync(long before, int limit, CancellationToken cancellationToken) =>
        inner.ListErasuresAsync(before, limit, cancellationToken);

    public ValueTask<ImmutableArray<StoredEntry>> ListRequestsAsync(long before, int limit, CancellationToken cancellationToken) =>
        inner.ListRequestsAsync(before, limit, cancellationToken);

    public ValueTask<ImmutableArray<StoredEntry>> ListBySubjectAsync(SubjectHandle subject, long before, int limit, CancellationToken cancellationToken) =>
        inner.ListBySubjectAsync(subject, before, limit, cancellationToken);

    public ValueTask<ImmutableArray<StoredEntry>> ListAboutAsync(RecordId id, long before, int limit, CancellationToken cancellationToken) =>
        inner.ListAboutAsync(id, before, limit, cancellationToken);

    public IAsyncEnumerable<ReadOnlyMemory<byte>> ReadTextsAsync(long from, long to, CancellationToken cancellationToken) =>
        inner.ReadTextsAsync(from, to, cancellationToken);

    public ValueTask<ReadOnlyMemory<byte>> ReadPayloadAsync(long index, CancellationToken cancellationToken) =>
        inner.ReadPayloadAsync(index, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
