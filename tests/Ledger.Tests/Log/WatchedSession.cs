using System.Collections.Immutable;
using Ledger.Issuing;
using Ledger.Log;
using Ledger.Verify.Trees;

namespace Ledger.Tests.Log;

/// <summary>A real session. Its reads go through the fake store that opened it, and its commit through a test's function.</summary>
internal sealed class WatchedSession(ILogStore store, ILogSession inner, Func<Func<ValueTask<bool>>, ValueTask<bool>> commit) : ILogSession
{
    public LogHead Head => inner.Head;

    public ValueTask<IReadOnlyDictionary<Digest, StoredEntry>> FindByKeysAsync(IReadOnlyList<Digest> keyHashes, CancellationToken cancellationToken) =>
        store.FindByKeysAsync(keyHashes, cancellationToken);

    public ValueTask<ImmutableArray<StoredEntry>> FindByRecordAsync(RecordId id, CancellationToken cancellationToken) =>
        store.FindByRecordAsync(id, cancellationToken);

    public ValueTask<bool> TryCommitAsync(CommitBatch batch, CancellationToken cancellationToken) =>
        commit(() => inner.TryCommitAsync(batch, cancellationToken));

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
