using Ledger.Anchoring;

namespace Ledger.Store.LiteDb.Anchors;

/// <summary>
/// Remembers which anchor covers which entries, so that the proofs of many entries read an anchor once. An anchor covers the entries from its old size
/// up to its new size, because the contract takes each head on top of the one before. Every change of the anchors forgets everything. Safe for use from
/// any thread.
/// </summary>
internal sealed class AnchorCache
{
    private const int Capacity = 1024;

    private readonly Lock _lock = new();
    private readonly SortedList<long, AnchoredCheckpoint> _byNewSize = [];
    private long _uncoveredFrom = long.MaxValue;
    private long _version;

    /// <summary>Looks for the anchor of an entry.</summary>
    /// <param name="index">The entry.</param>
    /// <param name="anchor">The anchor. Null if none covers the entry.</param>
    /// <param name="version">If nothing is known: what <see cref="Add"/> takes with the answer of the store, which is read after this call.</param>
    /// <returns>Whether the answer is known.</returns>
    public bool TryFind(long index, out AnchoredCheckpoint? anchor, out long version)
    {
        lock (_lock)
        {
            (anchor, version) = (null, _version);
            if (index >= _uncoveredFrom)
            {
                return true;
            }

            var place = FindAbove(index);
            anchor = place < _byNewSize.Count && _byNewSize.Values[place] is var found && found.Facts.OldSize <= index ? found : null;
            return anchor is not null;
        }
    }

    /// <summary>Adds an answer of the store. Does nothing if the anchors changed since the version.</summary>
    public void Add(long version, long index, AnchoredCheckpoint? anchor)
    {
        lock (_lock)
        {
            if (version != _version)
            {
                return;
            }

            if (anchor is null)
            {
                _uncoveredFrom = Math.Min(_uncoveredFrom, index);
                return;
            }

            if (_byNewSize.Count == Capacity)
            {
                _byNewSize.Clear();
            }

            _byNewSize[anchor.Facts.NewSize] = anchor;
        }
    }

    /// <summary>Forgets everything. Call it after each change of the anchors.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _byNewSize.Clear();
            (_uncoveredFrom, _version) = (long.MaxValue, _version + 1);
        }
    }

    /// <summary>The place of the smallest new size above an index.</summary>
    private int FindAbove(long index)
    {
        var (low, high) = (0, _byNewSize.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _byNewSize.Keys[middle] > index ? (low, middle) : (middle + 1, high);
        }

        return low;
    }
}
