using System.Text;
using Ledger.Keys;
using Ledger.Verify.Faults;
using Ledger.Verify.Notes;
using Ledger.Verify.Trees;

namespace Ledger.Log;

/// <summary>
/// Publishes committed entries: first the tiles, then the signed checkpoint. Start-up uses the same code to catch up from the last checkpoint to the
/// committed head. Used by the single writer only. Any thread may read the published head.
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
        publisher._edge = await ReadEdgeAsync(storage.Tiles, checkpoint, store, cancellationToken);
        await EnsureExtendsAsync(storage.Lock.Held, head, checkpoint, store, cancellationToken);
        if (head.Size == 0)
        {
            await storage.Lock.AdvanceAsync(new HeldHead(0, TreeHash.Empty), cancellationToken); // A new log has nothing to confirm.
        }

        await publisher.CatchUpAsync(store, head, cancellationToken);
        return publisher;
    }

    /// <summary>Computes the right edge of the tree with these entries. Writes nothing.</summary>
    internal StagedTiles Stage(IReadOnlyList<ReadOnlyMemory<byte>> texts)
    {
        var edge = _edge.Clone();
        var files = edge.Append(texts);
        return new StagedTiles(edge, files, edge.Root());
    }

    /// <summary>Writes staged tiles and moves the head lock, then writes the checkpoint of their head.</summary>
    internal async ValueTask PublishAsync(StagedTiles staged, LogHead head, CancellationToken cancellationToken)
    {
        // The tiles are written on other threads, while this one moves the lock. If one fails, the other still ends before the writer stops.
        var writing = _tiles.WriteAsync(staged.Files.Files, cancellationToken).AsTask();
        await Task.WhenAll(writing, AdvanceLockAsync(head, cancellationToken).AsTask());
        _edge = staged.Edge;
        await WriteCheckpointAsync(head, cancellationToken);
    }

    /// <summary>Removes the partial tiles that full ones replaced in the last commit. Nobody waits for it.</summary>
    internal void RemovePartials(StagedTiles staged)
    {
        foreach (var path in staged.Files.Filled)
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
        ITileStore tiles, Checkpoint published, ILogReader store, CancellationToken cancellationToken)
    {
        if (await FindEdgeAsync(tiles, published.Size, cancellationToken) is { } edge && edge.Root() == published.Root)
        {
            return edge;
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

    private async ValueTask CatchUpAsync(ILogReader store, LogHead head, CancellationToken cancellationToken)
    {
        var size = _edge.Size;
        var texts = new List<ReadOnlyMemory<byte>>(CatchUpStep);
        await foreach (var text in store.ReadTextsAsync(size, head.Size, cancellationToken))
        {
            texts.Add(text);
            if (texts.Count == CatchUpStep || _edge.Size + texts.Count == head.Size)
            {
                var staged = Stage(texts);
                EnsureLeadsTo(head, staged.Edge, size);
                await _tiles.WriteAsync(staged.Files.Files, cancellationToken);
                _edge = staged.Edge;
                texts.Clear();
            }
        }

        EnsureLeadsTo(head, _edge, size);
        await AdvanceLockAsync(head, cancellationToken);
        await WriteCheckpointAsync(head, cancellationToken);
    }

    private static void EnsureLeadsTo(LogHead head, TreeEdge edge, long publishedSize)
    {
        if (edge.Size == head.Size && edge.Root() != head.Root)
        {
            throw publishedSize > 0
                ? TwoHistories(publishedSize)
                : new FaultException(StoreFaults.Damaged, "The committed entries do not hash to the committed root.");
        }
    }

    private static FaultException TwoHistories(long size) =>
        new(StoreFaults.TwoHistories, $"The public checkpoint of size {size} is not of the committed log. Keep both as they are and call an auditor.");

    // Before the checkpoint becomes visible.
    private async ValueTask AdvanceLockAsync(LogHead head, CancellationToken cancellationToken)
    {
        if (_lock.Held is not null)
        {
            await _lock.AdvanceAsync(new HeldHead(head.Size, head.Root), cancellationToken);
        }
    }

    private async ValueTask WriteCheckpointAsync(LogHead head, CancellationToken cancellationToken)
    {
        var note = Sign(head.Size, head.Root, _signer);
        await _tiles.WriteAsync([new TileFile(CheckpointPath, Encoding.UTF8.GetBytes(note))], cancellationToken);
        _published = new PublishedCheckpoint(head, note);
    }
}
