using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Verify.Notes;
using Ledger.Verify.Trees;

namespace Ledger.Tests.Anchoring;

/// <summary>A log store in memory, for tests of the later steps.</summary>
internal sealed class MemoryLogStore : ILogStore
{
    private readonly SemaphoreSlim _writing = new(1, 1);
    private volatile Committed _state = new([], LogHead.Empty);

    public LogHead Head => _state.Head;

    /// <summary>A second store with the same entries, which then changes independently.</summary>
    public MemoryLogStore Copy() => new() { _state = _state };

    public ValueTask<LogHead> ReadHeadAsync(CancellationToken cancellationToken) => ValueTask.FromResult(_state.Head);

    public async ValueTask<ILogSession> BeginWriteAsync(CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        return new Session(this);
    }

    public ValueTask<StoredEntry?> FindAsync(long index, CancellationToken cancellationToken) =>
        ValueTask.FromResult(index < _state.Entries.Count ? _state.Entries[(int)index].Entry : null);

    public ValueTask<ImmutableArray<StoredEntry>> FindByRecordAsync(RecordId id, CancellationToken cancellationToken) => List(entry => entry.Id == id);

    public ValueTask<IReadOnlyDictionary<Digest, StoredEntry>> FindByKeysAsync(IReadOnlyList<Digest> keyHashes, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyDictionary<Digest, StoredEntry>>(_state.Entries
            .Select(added => added.Entry).Where(entry => !entry.KeyHash.IsZero && keyHashes.Contains(entry.KeyHash)).ToDictionary(entry => entry.KeyHash));

    public ValueTask<ImmutableArray<StoredEntry>> ListRecordsAsync(long before, int limit, CancellationToken cancellationToken) =>
        ValueTask.FromResult<ImmutableArray<StoredEntry>>(
            [.. _state.Entries.Select(added => added.Entry).Where(entry => entry.IsRecord && entry.Index < before).Reverse().Take(limit)]);

    public ValueTask<ImmutableArray<StoredEntry>> ListStatusesAsync(long from, int limit, CancellationToken cancellationToken) =>
        ValueTask.FromResult<ImmutableArray<StoredEntry>>(
            [.. _state.Entries.Select(added => added.Entry).Where(entry => entry.Status is not null && entry.Index >= from).Take(limit)]);

    public ValueTask<ImmutableArray<StoredEntry>> ListBySubjectAsync(SubjectHandle subject, long before, int limit, CancellationToken cancellationToken) =>
        ListNewest(entry => !subject.IsNone && (entry.About.Subject.IsNone ? entry.Subject : entry.About.Subject) == subject, before, limit);

    public ValueTask<ImmutableArray<StoredEntry>> ListAboutAsync(RecordId id, long before, int limit, CancellationToken cancellationToken) =>
        ListNewest(entry => entry.About.Record == id || entry.About.Consent == id, before, limit);

    public ValueTask<ImmutableArray<StoredEntry>> ListErasuresAsync(long before, int limit, CancellationToken cancellationToken) =>
        ListNewest(entry => entry.Kind is Verify.Entries.EntryKind.Erasure, before, limit);

    public ValueTask<ImmutableArray<StoredEntry>> ListRequestsAsync(long before, int limit, CancellationToken cancellationToken) =>
        ListNewest(entry => entry.Kind is Verify.Entries.EntryKind.Request, before, limit);

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadTextsAsync(long from, long to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var index = from; index < to; index++)
        {
            yield return (await FindAsync(index, cancellationToken))!.Text;
        }
    }

    public ValueTask<ReadOnlyMemory<byte>> ReadPayloadAsync(long index, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_state.Entries[(int)index].Payload);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private ValueTask<ImmutableArray<StoredEntry>> List(Func<StoredEntry, bool> isWanted) =>
        ValueTask.FromResult<ImmutableArray<StoredEntry>>([.. _state.Entries.Select(added => added.Entry).Where(isWanted)]);

    private ValueTask<ImmutableArray<StoredEntry>> ListNewest(Func<StoredEntry, bool> isWanted, long before, int limit) =>
        ValueTask.FromResult<ImmutableArray<StoredEntry>>(
            [.. _state.Entries.Select(added => added.Entry).Where(entry => entry.Index < before && isWanted(entry)).Reverse().Take(limit)]);

    private sealed class Session(MemoryLogStore store) : ILogSession
    {
        public LogHead Head => store._state.Head;

        public ValueTask<IReadOnlyDictionary<Digest, StoredEntry>> FindByKeysAsync(IReadOnlyList<Digest> keyHashes, CancellationToken cancellationToken) =>
            store.FindByKeysAsync(keyHashes, cancellationToken);

        public ValueTask<ImmutableArray<StoredEntry>> FindByRecordAsync(RecordId id, CancellationToken cancellationToken) =>
            store.FindByRecordAsync(id, cancellationToken);

        public ValueTask<bool> TryCommitAsync(CommitBatch batch, CancellationToken cancellationToken)
        {
            var isNext = store._state.Head.Equals(batch.Before);
            store._state = isNext ? new Committed(store._state.Entries.AddRange(batch.Entries), batch.After) : store._state;
            return ValueTask.FromResult(isNext);
        }

        public ValueTask DisposeAsync()
        {
            store._writing.Release();
            return ValueTask.CompletedTask;
        }
    }

    private sealed record Committed(ImmutableList<NewEntry> Entries, LogHead Head);
}

/// <summary>A tile store in memory.</summary>
internal sealed class MemoryTileStore : ITileStore
{
    private readonly ConcurrentDictionary<string, ReadOnlyMemory<byte>> _files = new(StringComparer.Ordinal);

    public ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string path, CancellationToken cancellationToken) =>
        ValueTask.FromResult<ReadOnlyMemory<byte>?>(_files.TryGetValue(path, out var bytes) ? bytes : default(ReadOnlyMemory<byte>?));

    public ValueTask WriteAsync(IReadOnlyList<TileFile> files, CancellationToken cancellationToken)
    {
        foreach (var file in files)
        {
            _files[file.Path] = file.Bytes.ToArray();
        }

        return ValueTask.CompletedTask;
    }

    public async ValueTask ReplaceCheckpointAsync(ReadOnlyMemory<byte> note, Func<ValueTask> before, CancellationToken cancellationToken)
    {
        await before();
        _files[LogPublisher.CheckpointPath] = note.ToArray();
    }

    public ValueTask FlushAsync(Checkpoint head, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask<Checkpoint?> ReadFlushedAsync(CancellationToken cancellationToken) => ValueTask.FromResult<Checkpoint?>(null);

    public void RemovePartials(string path, params ReadOnlySpan<int> kept)
    {
        var stay = kept.ToArray().Select(width => $"{path}.p/{width}").ToHashSet(StringComparer.Ordinal);
        foreach (var partial in _files.Keys.Where(key => key.StartsWith(path + ".p/", StringComparison.Ordinal) && !stay.Contains(key)))
        {
            _files.TryRemove(partial, out _);
        }
    }
}
