using System.Collections.Immutable;
using Ledger.Faults;
using Ledger.Verify.Tiles;
using Ledger.Verify.Trees;

namespace Ledger.Log;

/// <summary>
/// Proofs over the published log, read from its tiles: a handful of small files per proof, however long the log. The hashes of complete
/// subtrees, which never change, are cached. Safe for use from any thread.
/// </summary>
public sealed class LogTree(ITileStore tiles, LogPublisher publisher)
{
    private readonly SubtreeCache _subtrees = new();

    /// <summary>The RFC 9162 section 2.1.3 inclusion proof of an entry in the log as it was at a size.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The entry is not in a log of that size, or the log is not that long.</exception>
    public ValueTask<ImmutableArray<Digest>> ProveInclusionAsync(long index, long size, CancellationToken cancellationToken)
    {
        CheckSize(size);
        return AssembleAsync(InclusionProof.Plan(index, size), cancellationToken);
    }

    /// <summary>The RFC 9162 section 2.1.4 proof that the log of the new size extends the one of the old size.</summary>
    public ValueTask<ImmutableArray<Digest>> ProveConsistencyAsync(long oldSize, long newSize, CancellationToken cancellationToken)
    {
        CheckSize(newSize);
        return AssembleAsync(ConsistencyProof.Plan(oldSize, newSize), cancellationToken);
    }

    /// <summary>The root the log had at a size.</summary>
    public async ValueTask<Digest> RootAtAsync(long size, CancellationToken cancellationToken)
    {
        CheckSize(size);
        return size == 0 ? TreeHash.Empty : TreeRoot.Fold(await AssembleAsync(TreeRoot.Plan(size), cancellationToken));
    }

    /// <summary>Drops the cached hashes, so that the tiles are read again.</summary>
    internal void Forget() => _subtrees.Clear();

    private void CheckSize(long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, publisher.Published.Head.Size);
    }

    private async ValueTask<ImmutableArray<Digest>> AssembleAsync(ProofPlan plan, CancellationToken cancellationToken)
    {
        // Tiles are addressed as they are at the published size: a partial tile of another width may be gone.
        var size = publisher.Published.Head.Size;
        var read = new Dictionary<TileId, ReadOnlyMemory<byte>>();
        var nodes = new Dictionary<TreeNode, Digest>();
        foreach (var node in plan.Nodes)
        {
            if (_subtrees.TryFind(node, out var known))
            {
                nodes[node] = known;
                continue;
            }

            var id = TileId.Holding(node, size);
            if (!read.TryGetValue(id, out var tile))
            {
                tile = await ReadTileAsync(id, cancellationToken);
                read.Add(id, tile);
            }

            var hash = id.ReadNode(tile.Span, node);
            nodes[node] = hash;
            _subtrees.Add(node, hash);
        }

        return plan.Assemble(node => nodes[node]);
    }

    private async ValueTask<ReadOnlyMemory<byte>> ReadTileAsync(TileId id, CancellationToken cancellationToken)
    {
        // A partial tile may be replaced by the full one between choosing and reading it; the full one holds the same hashes.
        var bytes = await tiles.ReadAsync(id.Path, cancellationToken)
            ?? await tiles.ReadAsync((id with { Width = 256 }).Path, cancellationToken);
        return bytes is { } found && found.Length >= id.Width * Digest.Length
            ? found[..(id.Width * Digest.Length)]
            : throw new StoreDamagedException($"{id.Path} is missing or too short.") { Place = new DamagePlace(id.Path, 0, null) };
    }
}
