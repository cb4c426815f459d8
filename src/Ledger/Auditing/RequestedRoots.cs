using Ledger.Verify.Trees;

namespace Ledger.Auditing;

/// <summary>
/// Computes the roots at the requested sizes in one walk over the log. A root folds the peaks of the full tiles so far and those of the leaves in the
/// next tile. Used by one thread at a time.
/// </summary>
internal sealed class RequestedRoots(IEnumerable<long> sizes)
{
    private readonly CompactRange _computedTiles = new();
    private readonly CompactRange _storedTiles = new();
    private readonly Queue<long> _sizes = new(sizes.Where(size => size > 0).Distinct().Order());
    private readonly Dictionary<long, HashPair> _roots = sizes.Contains(0) ? new() { [0] = new(TreeHash.Empty, TreeHash.Empty) } : [];

    public IReadOnlyDictionary<long, HashPair> Roots => _roots;

    public void Add(CheckedBundle bundle)
    {
        if (_sizes.TryPeek(out var next) && next <= bundle.First + bundle.Id.Width)
        {
            AddPartial(bundle);
        }

        if (bundle.Id.Width == PublishedFile.FullWidth)
        {
            _computedTiles.Append(bundle.Root.Computed);
            _storedTiles.Append(bundle.Root.Stored);
        }
    }

    private void AddPartial(CheckedBundle bundle)
    {
        var (computed, stored) = (new CompactRange(), new CompactRange());
        for (var i = 0; i < bundle.Id.Width; i++)
        {
            Append(computed, bundle.Computed, i);
            Append(stored, bundle.Stored, i);
            if (_sizes.TryPeek(out var size) && size == bundle.First + i + 1)
            {
                _roots.Add(_sizes.Dequeue(), new HashPair(
                    TreeRoot.Fold([.. _computedTiles.Peaks, .. computed.Peaks]), TreeRoot.Fold([.. _storedTiles.Peaks, .. stored.Peaks])));
            }
        }
    }

    private static void Append(CompactRange range, ReadOnlyMemory<byte> hashes, int place)
    {
        if (Digest.TryRead(BundleCheck.HashAt(hashes, place), out var hash))
        {
            range.Append(hash);
        }
    }
}
