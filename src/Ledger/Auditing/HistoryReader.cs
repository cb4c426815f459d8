using System.Collections.Immutable;
using Ledger.Verify.Tiles;
using Ledger.Verify.Trees;

namespace Ledger.Auditing;

/// <summary>
/// Computes roots and proofs from the tiles of a log of a given size. Each needs only a few files. The tiles are not trusted: a result counts only if
/// it leads to a signed root.
/// </summary>
internal sealed class HistoryReader(ILogFiles files, long size)
{
    private readonly Dictionary<TileId, ReadOnlyMemory<byte>> _tiles = [];

    /// <summary>The root of the tiles at a size. Null if a tile is missing or has the wrong width.</summary>
    public async Task<Digest?> RootAsync(long at, CancellationToken cancellationToken)
    {
        if (at == 0)
        {
            return TreeHash.Empty;
        }

        return await AssembleAsync(TreeRoot.Plan(at), cancellationToken) is { } peaks ? TreeRoot.Fold(peaks) : null;
    }

    /// <summary>The proof that the tree of the newer size extends the tree of the older size. Null if a tile is unusable.</summary>
    public Task<ImmutableArray<Digest>?> ConsistencyAsync(long older, long newer, CancellationToken cancellationToken) =>
        AssembleAsync(ConsistencyProof.Plan(older, newer), cancellationToken);

    private async Task<ImmutableArray<Digest>?> AssembleAsync(ProofPlan plan, CancellationToken cancellationToken)
    {
        foreach (var id in plan.Nodes.Select(node => TileId.Holding(node, size)).Distinct())
        {
            if (!_tiles.ContainsKey(id))
            {
                if (BundleCheck.Usable(await PublishedFile.ReadAsync(files, id, cancellationToken), id, []) is not { } tile)
                {
                    return null;
                }

                _tiles.Add(id, tile.Bytes);
            }
        }

        return plan.Assemble(node =>
        {
            var id = TileId.Holding(node, size);
            return id.ReadNode(_tiles[id].Span, node);
        });
    }
}
