using System.Collections.Immutable;
using Ledger.Verify.Faults;
using Ledger.Verify.Tiles;
using Ledger.Verify.Trees;

namespace Ledger.Log;

/// <summary>
/// Makes proofs over the published log from its tiles. A proof needs only a few small files, whatever the length of the log. Hashes of complete
/// subtrees never change and are cached. Safe for use from any thread.
/// </summary>
public sealed class LogTree(PublicFiles files, LogPublisher publisher)
{
    private readonly SubtreeCache _subtrees = new();

    /// <summary>The inclusion proof of an entry in the log of a size (RFC 9162 section 2.1.3).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The entry is not below that size, or the published log is shorter.</exception>
    public ValueTask<ImmutableArray<Digest>> ProveInclusionAsync(long index, long size, CancellationToken cancellationToken)
    {
        CheckSize(size);
        return AssembleAsync(InclusionProof.Plan(index, size), cancellationToken);
    }

    /// <summary>The proof that the log of the new size extends the log of the old size (RFC 9162 section 2.1.4).</summary>
    public ValueTask<ImmutableArray<Digest>> ProveConsistencyAsync(long oldSize, long newSize, CancellationToken cancellationToken)
    {
        CheckSize(newSize);
        return AssembleAsync(ConsistencyProof.Plan(oldSize, newSize), cancellationToken);
    }

    /// <summary>The root of the log at a size.</summary>
    public async ValueTask<Digest> RootAtAsync(long size, CancellationToken cancellationToken)
    {
        CheckSize(size);
        return size == 0 ? TreeHash.Empty : TreeRoot.Fold(await AssembleAsync(TreeRoot.Plan(size), cancellationToken));
    }

    /// <summary>Clears the cached hashes, so that the tiles are read again.</summary>
    internal void Forget() => _subtrees.Clear();

    private void CheckSize(long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, publisher.Published.Head.Size);
    }

    private async ValueTask<ImmutableArray<Digest>> AssembleAsync(ProofPlan plan, CancellationToken cancellationToken)
    {
        // Tiles are named by the published size, because a partial tile of another width may have been removed.
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
        var bytes = await files.ReadAsync(id.Path, cancellationToken);
        return bytes is { } found && found.Length >= id.Width * Digest.Length
            ? found[..(id.Width * Digest.Length)]
            : throw new FaultException(StoreFaults.Damaged, $"{id.Path} is missing or too short.") { Place = new DamagePlace(id.Path, 0, null) };
    }
}
