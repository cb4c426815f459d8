using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Mirroring;

/// <summary>
/// A department's anchors up to a final block. Sizes only grow, and each anchor starts where the previous one ends. So a binary search finds a size,
/// and the old size need not be stored. One thread appends. Any number of threads read, up to a count that was published to them.
/// </summary>
internal sealed class AnchorTable(GrowingList<ChainBlock> blocks)
{
    private readonly GrowingList<Row> _rows = new();

    /// <summary>The number of anchors, for the appending thread. Readers have their own count.</summary>
    public int Count => _rows.Count;

    public void Append(HeadAnchored anchor, int block, int place) => _rows.Add(new Row(anchor.NewSize, anchor.Root, anchor.Transaction, block, place));

    /// <summary>The anchor of this size among the first <paramref name="count"/>. Null if there is none.</summary>
    public MirroredAnchor? Find(ulong size, int count)
    {
        var (low, high) = (0, count - 1);
        while (low <= high)
        {
            var middle = low + ((high - low) / 2);
            var found = _rows[middle].NewSize;
            if (found == size)
            {
                return At(middle);
            }

            (low, high) = found < size ? (middle + 1, high) : (low, middle - 1);
        }

        return null;
    }

    /// <summary>The anchor at a position, from 0.</summary>
    public MirroredAnchor At(int index)
    {
        var row = _rows[index];
        return new MirroredAnchor(index == 0 ? 0 : _rows[index - 1].NewSize, row.NewSize, row.Root, row.Transaction, blocks[row.Block], row.Place);
    }

    /// <summary>The sizes among the first <paramref name="count"/> that were anchored after a block.</summary>
    public IEnumerable<ulong> SizesSince(long block, int count)
    {
        for (var row = count - 1; row >= 0 && blocks[_rows[row].Block].Number > block; row--)
        {
            yield return _rows[row].NewSize;
        }
    }

    private readonly record struct Row(ulong NewSize, Digest Root, Digest Transaction, int Block, int Place);
}
