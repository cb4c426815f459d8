using System.Collections.Immutable;
using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Verify.Notes;
using Ledger.Verify.Trees;

namespace Ledger.Tests.Log;

/// <summary>How far a failing call gets.</summary>
public enum Reached
{
    Nothing,
    Half,
    All,
}

/// <summary>Fails the n-th write once, counted from 0 over everything that shares this object.</summary>
internal sealed class Failpoint(int failAt, Reached reached)
{
    private int _calls;

    public static Failpoint Never => new(-1, Reached.Nothing);

    public Reached Reached { get; } = reached;

    public bool HasFailed => failAt >= 0 && _calls > failAt;

    public bool IsDue() => _calls++ == failAt;

    /// <summary>A real head lock whose writes fail.</summary>
    public FileHeadLock OpenLock(string path, string origin) => FileHeadLock.Open(path, origin, (file, slot, offset) =>
    {
        var isDue = IsDue();
        if (!isDue || Reached is Reached.All)
        {
            FileHeadLock.WriteToDisk(file, slot, offset);
        }
        else if (Reached is Reached.Half)
        {
            FileHeadLock.WriteToDisk(file, slot[..70], offset); // Torn: the rest of the slot keeps its old contents.
        }

        if (isDue)
        {
            throw Failed();
        }
    });

    public static IOException Failed() => new("The disk failed.");
}

/// <summary>Real files whose writes fail one by one. Records every checkpoint that was written, published or not.</summary>
internal sealed class FailingTileStore(ITileStore inner, string folder, Failpoint failpoint) : ITileStore
{
    public List<string> Checkpoints { get; } = [];

    public bool KeepsPartials { get; set; }

    public bool FailsFlushes { get; set; }

    public ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string path, CancellationToken cancellationToken) => inner.ReadAsync(path, cancellationToken);

    public async ValueTask WriteAsync(IReadOnlyList<TileFile> files, CancellationToken cancellationToken)
    {
        foreach (var file in files)
        {
            var isDue = failpoint.IsDue();
            if (!isDue || failpoint.Reached is Reached.All)
            {
                await inner.WriteAsync([file], cancellationToken);
            }

            if (isDue)
            {
                LeaveHalf(file);
                throw Failpoint.Failed();
            }
        }
    }

    public async ValueTask ReplaceCheckpointAsync(ReadOnlyMemory<byte> note, Func<ValueTask> before, CancellationToken cancellationToken)
    {
        await before();
        var isDue = failpoint.IsDue();
        if (!isDue || failpoint.Reached is Reached.All)
        {
            await inner.ReplaceCheckpointAsync(note, static () => ValueTask.CompletedTask, cancellationToken);
            Checkpoints.Add(System.Text.Encoding.UTF8.GetString(note.Span));
        }

        if (isDue)
        {
            LeaveHalf(new TileFile(LogPublisher.CheckpointPath, note));
            throw Failpoint.Failed();
        }
    }

    /// <summary>Fails if <see cref="FailsFlushes"/>. It is not a failpoint, because the answers do not wait for it.</summary>
    public async ValueTask FlushAsync(Checkpoint head, CancellationToken cancellationToken)
    {
        if (FailsFlushes)
        {
            throw Failpoint.Failed();
        }

        await inner.FlushAsync(head, cancellationToken);
    }

    public ValueTask<Checkpoint?> ReadFlushedAsync(CancellationToken cancellationToken) => inner.ReadFlushedAsync(cancellationToken);

    /// <summary>Fails if <see cref="KeepsPartials"/>. It is not a failpoint, because the answers do not wait for it.</summary>
    public void RemovePartials(string path, params ReadOnlySpan<int> kept)
    {
        if (KeepsPartials)
        {
            throw Failpoint.Failed();
        }

        inner.RemovePartials(path, kept);
    }

    // The state after a crash between writing the temporary file and renaming it.
    private void LeaveHalf(TileFile file)
    {
        if (failpoint.Reached is Reached.Half)
        {
            var path = Path.Combine(folder, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path + ".tmp", file.Bytes[..(file.Bytes.Length / 2)].ToArray());
        }
    }
}

/// <summary>A real store whose commits fail, or wait until a test releases them.</summary>
internal sealed class FailingLogStore(ILogStore inner, Failpoint failpoint, CommitGate? gate = null) : ILogStore
{
    public ValueTask<LogHead> ReadHeadAsync(CancellationToken cancellationToken) => inner.ReadHeadAsync(cancellationToken);

    public async ValueTask<ILogSession> BeginWriteAsync(CancellationToken cancellationToken) =>
        new WatchedSession(this, await inner.BeginWriteAsync(cancellationToken), async commit =>
        {
            var isDue = failpoint.IsDue();
            await (gate?.PassAsync() ?? Task.CompletedTask);
            var committed = (isDue && failpoint.Reached is not Reached.All) || await commit();
            return isDue ? throw Failpoint.Failed() : committed;
        });

    public ValueTask<StoredEntry?> FindAsync(long index, CancellationToken cancellationToken) => inner.FindAsync(index, cancellationToken);

    public ValueTask<ImmutableArray<StoredEntry>> FindByRecordAsync(RecordId id, CancellationToken cancellationToken) =>
        inner.FindByRecordAsync(id, cancellationToken);

    public ValueTask<IReadOnlyDictionary<Digest, StoredEntry>> FindByKeysAsync(
        IReadOnlyList<Digest> keyHashes, CancellationToken cancellationToken) => inner.FindByKeysAsync(keyHashes, cancellationToken);

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

/// <summary>Holds the writer at its commit, so that a test can fill the queue.</summary>
internal sealed class CommitGate
{
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the writer has reached the gate.</summary>
    public Task Entered => _entered.Task;

    public void Open() => _opened.TrySetResult();

    /// <summary>Lets the commit fail before it reaches the store.</summary>
    public void Fail() => _opened.TrySetException(Failpoint.Failed());

    public Task PassAsync()
    {
        _entered.TrySetResult();
        return _opened.Task;
    }
}
