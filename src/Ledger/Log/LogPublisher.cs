using System.Text;
using Ledger.Keys;
using Ledger.Verify.Faults;
using Ledger.Verify.Notes;
using Ledger.Verify.Trees;

namespace Ledger.Log;

/// <summary>
/// Publishes committed entries: first the tiles, then the signed checkpoint. Start-up uses the same code to catch up to the committed head from the
/// last head whose tiles are durable. Used by the single writer only, but for <see cref="FlushAsync"/>. Any thread may read the published head.
/// </summary>
public sealed class LogPublisher
{
    /// <summary>The path of the checkpoint under the log's URL.</summary>
    public const string CheckpointPath = "checkpoint";

    private const int CatchUpStep = 4096;

    private readonly ITileStore _tiles;
    private readonly IHeadLock _lock;
    private readonly INoteSigner _signer;
    private readonly string _origin;
    private TreeEdge _edge = new();
    private volatile PublishedCheckpoint _published;

    private LogPublisher(LogStorage storage, INoteSigner signer, string origin)
    {
        _tiles = storage.Tiles;
        _lock = storage.Lock;
        _signer = signer;
        _origin = origin;
        _published = new PublishedCheckpoint(LogHead.Empty, "");
    }

    /// <summary>The newest published head.</summary>
    public PublishedCheckpoint Published => _published;

    /// <summary>Opens the public log and publishes everything up to the committed head.</summary>
    /// <exception cref="FaultException"><see cref="StoreFaults.Behind"/>: the checkpoint or the head lock shows that the log had more entries before.</exception>
    /// <exception cref="FaultException"><see cref="StoreFaults.TwoHistories"/>: the published history is not part of the committed history.</exception>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: the published files do not belong to the committed log.</exception>
    public static async ValueTask<LogPublisher> OpenAsync(
        LogStorage storage, INoteSigner signer, string origin, CancellationToken cancellationToken)
    {
        var store = storage.Store;
        var publisher = new LogPublisher(storage, signer, origin);
        var head = await store.ReadHeadAsync(cancellationToken);
        var checkpoint = await publisher.ReadCheckpointAsync(head, cancellationToken);
        var durable = FindDurable(await storage.Tiles.ReadFlushedAsync(cancellationToken), checkpoint);
        publisher._edge = await ReadEdgeAsync(storage.Tiles, durable, checkpoint, store, cancellationToken);
        await EnsureExtendsAsync(storage.Lock.Held, head, checkpoint, store, cancellationToken);
        if (head.Size == 0)
        {
            await storage.Lock.AdvanceAsync(new HeldHead(0, TreeHash.Empty), cancellationToken); // A new log has nothing to confirm.
        }

        await publisher.CatchUpAsync(store, checkpoint, head, cancellationToken);
        return publisher;
    }

    /// <summary>Computes the right edge of the tree with these entries. Writes nothing.</summary>
    internal StagedTiles Stage(IReadOnlyList<ReadOnlyMemory<byte>> texts)
    {
        var edge = _edge.Clone();
        var files = edge.Append(texts);
        return new StagedTiles(edge, files, edge.Root());
    }

    /// <summary>Writes staged tiles, and then moves the head lock and replaces the checkpoint. The tiles are durable after <see cref="FlushAsync"/>.</summary>
    internal async ValueTask PublishAsync(StagedTiles staged, LogHead head, CancellationToken cancellationToken)
    {
        await _tiles.WriteAsync(staged.Files.Files, cancellationToken);
        _edge = staged.Edge;
        await ReplaceCheckpointAsync(head, cancellationToken);
    }

    /// <summary>Makes the tiles up to a head durable. May run while <see cref="PublishAsync"/> does, but only once at a time.</summary>
    /// <param name="head">A head whose tiles were written.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="IOException">The disk failed.</exception>
    internal ValueTask FlushAsync(LogHead head, CancellationToken cancellationToken) =>
        _tiles.FlushAsync(new Checkpoint(_origin, head.Size, head.Root), cancellationToken);

    /// <summary>
    /// Removes the partial files of full ones. Call it after <see cref="FlushAsync"/>: a restart reads the partial files of the last durable head.
    /// </summary>
    /// <param name="filled">The paths of the full files.</param>
    internal void RemovePartials(IReadOnlyList<string> filled)
    {
        foreach (var path in filled)
        {
            _tiles.RemovePartials(path);
        }
    }

    /// <summary>Signs a head of this log with the key that was registered at the given time.</summary>
    public string Sign(long size, Digest root, DateTimeOffset seenAt) => Sign(size, root, _signer is LogKeys keys ? keys.FindSigner(seenAt) : _signer);

    private string Sign(long size, Digest root, INoteSigner signer) => SignedNote.Sign(new Checkpoint(_origin, size, root).ToText(), signer).ToString();

    private async ValueTask<Checkpoint> ReadCheckpointAsync(LogHead head, CancellationToken cancellationToken)
    {
        if (await _tiles.ReadAsync(CheckpointPath, cancellationToken) is not { } bytes)
        {
            return new Checkpoint(_origin, 0, TreeHash.Empty);
        }

        var text = Encoding.UTF8.GetString(bytes.Span);
        if (!SignedNote.TryParse(text, out var note) || !Checkpoint.TryParse(note.Text, out var checkpoint) || checkpoint.Origin != _origin)
        {
            throw new FaultException(StoreFaults.Damaged, $"The public checkpoint of {_origin} cannot be read.")
            {
                Place = new DamagePlace(CheckpointPath, 0, null),
            };
        }

        return checkpoint.Size <= head.Size
            ? checkpoint
            : throw new FaultException(
                StoreFaults.Behind, $"The public checkpoint of {_origin} is of a longer log ({checkpoint.Size} entries) than the committed one ({head.Size}).");
    }

    /// <summary>The head up to which all files are durable. Without a mark it is the published one. A mark of something else says nothing.</summary>
    private static Checkpoint FindDurable(Checkpoint? mark, Checkpoint published) =>
        mark is null ? published
        : mark.Origin != published.Origin || (mark.Size == published.Size && mark.Root != published.Root) ? new Checkpoint(published.Origin, 0, TreeHash.Empty)
        : mark.Size < published.Size ? mark : published;

    private static async ValueTask EnsureExtendsAsync(
        HeldHead? held, LogHead head, Checkpoint published, ILogReader store, CancellationToken cancellationToken)
    {
        if (held is null)
        {
            return;
        }

        if (held.Size > head.Size)
        {
            throw new FaultException(StoreFaults.Behind, $"The head lock of {published.Origin} holds {held.Size} entries, and the log has {head.Size}.");
        }

        var root = held.Size == head.Size ? head.Root
            : held.Size == published.Size ? published.Root
            : await RootAtAsync(store, held.Size, cancellationToken);
        if (root != held.Root)
        {
            throw new FaultException(
                StoreFaults.TwoHistories,
                $"The head lock of {published.Origin} at size {held.Size} is not of the committed log. Keep both as they are and call an auditor.");
        }
    }

    // Tiles are derived from the journal, so missing or damaged ones are rewritten from the first entry. A checkpoint that the journal does not lead
    // to is not damage but a second history. Overwriting it would hide that, so it is refused and kept.
    private static async ValueTask<TreeEdge> ReadEdgeAsync(
        ITileStore tiles, Checkpoint durable, Checkpoint published, ILogReader store, CancellationToken cancellationToken)
    {
        if (await FindEdgeAsync(tiles, durable.Size, cancellationToken) is { } edge && edge.Root() == durable.Root)
        {
            return edge; // If this head is not the published one, catching up compares the published root.
        }

        return await RootAtAsync(store, published.Size, cancellationToken) == published.Root ? new TreeEdge() : throw TwoHistories(published.Size);
    }

    private static async ValueTask<TreeEdge?> FindEdgeAsync(ITileStore tiles, long size, CancellationToken cancellationToken)
    {
        try
        {
            return await TreeEdge.ReadAsync(tiles, size, cancellationToken);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static async ValueTask<Digest> RootAtAsync(ILogReader store, long size, CancellationToken cancellationToken)
    {
        var range = new CompactRange();
        await foreach (var text in store.ReadTextsAsync(0, size, cancellationToken))
        {
            range.Append(TreeHash.Leaf(text.Span));
        }

        return range.Root();
    }

    private async ValueTask CatchUpAsync(ILogReader store, Checkpoint published, LogHead head, CancellationToken cancellationToken)
    {
        var durable = _edge.Size;
        var texts = new List<ReadOnlyMemory<byte>>(CatchUpStep);
        await foreach (var text in store.ReadTextsAsync(durable, head.Size, cancellationToken))
        {
            texts.Add(text);
            var size = _edge.Size + texts.Count;
            if (texts.Count == CatchUpStep || size == published.Size || size == head.Size)
            {
                var staged = Stage(texts);
                EnsureLeadsTo(published, head, staged.Edge);
                await _tiles.WriteAsync(staged.Files.Files, cancellationToken);
                _edge = staged.Edge;
                texts.Clear();
            }
        }

        EnsureLeadsTo(published, head, _edge);
        RemoveTornPartials(durable, published.Size, head.Size);
        await ReplaceCheckpointAsync(head, cancellationToken);
        await FlushAsync(head, cancellationToken);
    }

    private static void EnsureLeadsTo(Checkpoint published, LogHead head, TreeEdge edge)
    {
        if (edge.Size == published.Size && edge.Root() != published.Root)
        {
            throw TwoHistories(published.Size);
        }

        if (edge.Size == head.Size && edge.Root() != head.Root)
        {
            throw published.Size > 0
                ? TwoHistories(published.Size)
                : new FaultException(StoreFaults.Damaged, "The committed entries do not hash to the committed root.");
        }
    }

    // A power cut may have cut off partial files of heads after the durable one. Those of the published head and of the committed head were written
    // again, and those of the durable head are needed if this start fails.
    private void RemoveTornPartials(long durable, long published, long committed)
    {
        if (durable == committed)
        {
            return;
        }

        var kept = new[] { durable, published, committed }.SelectMany(TreeEdge.ListPartials).ToLookup(partial => partial.Full, partial => partial.Width);
        foreach (var full in TreeEdge.ListTiles(durable, committed))
        {
            _tiles.RemovePartials(full, [.. kept[full].Distinct()]);
        }
    }

    private static FaultException TwoHistories(long size) =>
        new(StoreFaults.TwoHistories, $"The public checkpoint of size {size} is not of the committed log. Keep both as they are and call an auditor.");

    // The head lock moves before the checkpoint can be seen.
    private async ValueTask AdvanceLockAsync(LogHead head, CancellationToken cancellationToken)
    {
        if (_lock.Held is not null)
        {
            await _lock.AdvanceAsync(new HeldHead(head.Size, head.Root), cancellationToken);
        }
    }

    private async ValueTask ReplaceCheckpointAsync(LogHead head, CancellationToken cancellationToken)
    {
        var note = Sign(head.Size, head.Root, _signer);
        await _tiles.ReplaceCheckpointAsync(Encoding.UTF8.GetBytes(note), () => AdvanceLockAsync(head, cancellationToken), cancellationToken);
        _published = new PublishedCheckpoint(head, note);
    }
}
