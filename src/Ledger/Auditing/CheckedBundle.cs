using Ledger.Verify.Tiles;
using Ledger.Verify.Trees;

namespace Ledger.Auditing;

/// <summary>
/// An entry bundle and its tile of level 0, hashed. It keeps two sets of hashes where they differ: those of the entries, and those in the tile. If
/// one of the two is unusable, the other one replaces it.
/// </summary>
internal sealed class CheckedBundle(EntryBundleId id)
{
    public EntryBundleId Id => id;

    public long First => id.Index * PublishedFile.FullWidth;

    /// <summary>The hashes of the entries, 32 bytes each. Empty if neither the entries nor the tile are usable.</summary>
    public ReadOnlyMemory<byte> Computed { get; set; }

    /// <summary>The hashes in the tile. Equal to <see cref="Computed"/> where both agree.</summary>
    public ReadOnlyMemory<byte> Stored { get; set; }

    /// <summary>The root over 256 entries, for both sets of hashes. Default for a partial bundle.</summary>
    public HashPair Root { get; private set; }

    /// <summary>The entries. Null if the file is absent, damaged or unreadable.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>>? Entries { get; set; }

    public AuditNotes Notes { get; } = new();

    public bool IsLost => Computed.IsEmpty;

    public bool IsSplit => !Computed.Equals(Stored);

    /// <summary>Computes <see cref="Root"/> of a full bundle, so that this also runs in parallel.</summary>
    public void Fold()
    {
        if (id.Width == PublishedFile.FullWidth && !IsLost)
        {
            var computed = ComputeRoot(Computed);
            Root = new HashPair(computed, IsSplit ? ComputeRoot(Stored) : computed);
        }
    }

    private Digest ComputeRoot(ReadOnlyMemory<byte> hashes) =>
        new TileId(0, id.Index, PublishedFile.FullWidth).ReadNode(hashes.Span, new TreeNode(UpperTiles.Height, id.Index));
}
