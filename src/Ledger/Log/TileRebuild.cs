using System.Text;
using Ledger.Verify.Faults;
using Ledger.Verify.Notes;
using Ledger.Verify.Trees;

namespace Ledger.Log;

/// <summary>
/// Rewrites the public files of a log from its entries. It does not change the checkpoint, which is signed; the next start signs a newer one if there
/// are new entries. No node may have the log open. Stateless.
/// </summary>
public static class TileRebuild
{
    private const int Step = 4096;

    /// <summary>Checks that the entries lead to the checkpoint and to the committed head. Then writes the files that differ.</summary>
    /// <param name="store">The entries.</param>
    /// <param name="tiles">The public files.</param>
    /// <param name="origin">The log's origin.</param>
    /// <param name="progress">Receives the number of entries done and the number due.</param>
    /// <param name="cancellationToken">Cancels the work between two steps. Files written so far are right.</param>
    /// <exception cref="FaultException"><see cref="StoreFaults.Behind"/>: the checkpoint is of a longer log. Nothing was changed.</exception>
    /// <exception cref="FaultException"><see cref="StoreFaults.TwoHistories"/>: the checkpoint is of another log or history. Nothing was changed.</exception>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: the entries do not lead to the committed head. Nothing was changed.</exception>
    public static async ValueTask<RebuiltTiles> RunAsync(
        ILogReader store, ITileStore tiles, string origin, Action<long, long>? progress, CancellationToken cancellationToken)
    {
        var head = await store.ReadHeadAsync(cancellationToken);
        var published = await ReadPublishedAsync(tiles, origin, head, cancellationToken);
        await EnsureLeadsToAsync(store, head, published, cancellationToken);
        var (edge, written, kept) = (new TreeEdge(), 0, 0);
        foreach (var end in StepsTo(published.Size, head.Size))
        {
            var texts = new List<ReadOnlyMemory<byte>>(Step);
            await foreach (var text in store.ReadTextsAsync(edge.Size, end, cancellationToken))
            {
                texts.Add(text);
            }

            var files = edge.Append(texts);
            var differing = await DifferingAsync(tiles, files.Files, cancellationToken);
            await tiles.WriteAsync(differing, cancellationToken);
            written += differing.Count;
            kept += files.Files.Count - differing.Count;
            progress?.Invoke(end, head.Size);
        }

        // The mark stays: a file that was right already may be one that a killed node wrote and nobody flushed.
        await tiles.FlushAsync(await tiles.ReadFlushedAsync(cancellationToken) ?? published, cancellationToken);
        return new RebuiltTiles(head.Size, written, kept);
    }

    // One step ends at the size of the checkpoint, because its readers need the partial files of that size.
    private static IEnumerable<long> StepsTo(long published, long size)
    {
        for (var at = 0L; at < size;)
        {
            var next = Math.Min(size, at + Step);
            at = published > at && published < next ? published : next;
            yield return at;
        }
    }

    private static async ValueTask<Checkpoint> ReadPublishedAsync(ITileStore tiles, string origin, LogHead head, CancellationToken cancellationToken)
    {
        if (await tiles.ReadAsync(LogPublisher.CheckpointPath, cancellationToken) is not { } bytes
            || !SignedNote.TryParse(Encoding.UTF8.GetString(bytes.Span), out var note) || !Checkpoint.TryParse(note.Text, out var published))
        {
            return new Checkpoint(origin, 0, TreeHash.Empty); // Missing or damaged. The next start signs a new one.
        }

        return published.Origin != origin ? throw new FaultException(StoreFaults.TwoHistories, $"The checkpoint beside the log {origin} is that of {published.Origin}.")
            : published.Size > head.Size ? throw new FaultException(
                StoreFaults.Behind, $"The public checkpoint of {origin} is of a longer log ({published.Size} entries) than the committed one ({head.Size}).")
            : published;
    }

    private static async ValueTask EnsureLeadsToAsync(ILogReader store, LogHead head, Checkpoint published, CancellationToken cancellationToken)
    {
        var range = new CompactRange();
        await foreach (var text in store.ReadTextsAsync(0, head.Size, cancellationToken))
        {
            if (range.Size == published.Size && range.Root() != published.Root)
            {
                break;
            }

            range.Append(TreeHash.Leaf(text.Span));
        }

        if (range.Size < head.Size || (range.Size == published.Size && range.Root() != published.Root))
        {
            throw new FaultException(
                StoreFaults.TwoHistories, $"The public checkpoint of size {published.Size} is not of the committed log. Keep both as they are and call an auditor.");
        }

        if (range.Root() != head.Root)
        {
            throw new FaultException(StoreFaults.Damaged, "The committed entries do not hash to the committed root.");
        }
    }

    private static async ValueTask<List<TileFile>> DifferingAsync(ITileStore tiles, IReadOnlyList<TileFile> files, CancellationToken cancellationToken)
    {
        var differing = new List<TileFile>();
        foreach (var file in files)
        {
            if (await tiles.ReadAsync(file.Path, cancellationToken) is not { } there || !there.Span.SequenceEqual(file.Bytes.Span))
            {
                differing.Add(file);
            }
        }

        return differing;
    }
}
