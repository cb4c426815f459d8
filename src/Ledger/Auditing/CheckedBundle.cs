using Ledger.Verify.Tiles;
using Ledger.Verify.Trees;

namespace Ledger.Auditing;

/// <summary>
/// A file of entries with its tile of level 0, hashed. Two histories are kept apart as far as they differ: the hashes of the entries, and
/// those that the tile holds. Where one of the two cannot be used, the other stands in for it.
/// </summary>
internal sealed class CheckedBundle(EntryBundleId id)
{
    public EntryBundleId Id => id;

    public long First => id.Index * FoundFile.FullWidth;

    /// <summary>32 bytes for each entry; empty when neither entries nor tile can be used.</summary>
    public ReadOnlyMemory<byte> Computed { get; set; }

    /// <summary>The same as the tile has it; equal to <see cref="Computed"/> where they agree.</summary>
    public ReadOnlyMemory<byte> Stored { get; set; }

    /// <summary>The root over 256 entries, by either history; default for a partial file.</summary>
    public HashPair Root { get; private set; }

    /// <summary>The entries; null when the file is absent, damaged or not readable.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>>? Entries { get; set; }

    public AuditNotes Notes { get; } = new();

    public bool IsLost => Computed.IsEmpty;

    public bool IsSplit => !Computed.Equals(Stored);

    /// <summary>Folds a full file, so that this too is done where files are hashed side by side.</summary>
    public void Fold()
    {
        if (id.Width == FoundFile.FullWidth && !IsLost)
        {
            var computed = RootOf(Computed);
            Root = new HashPair(computed, IsSplit ? RootOf(Stored) : computed);
        }
    }

    private Digest RootOf(ReadOnlyMemory<byte> hashes) =>
        new TileId(0, id.Index, FoundFile.FullWidth).ReadNode(hashes.Span, new TreeNode(UpperTiles.Height, id.Index));
}
