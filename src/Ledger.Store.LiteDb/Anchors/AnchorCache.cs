using Ledger.Anchoring;

namespace Ledger.Store.LiteDb.Anchors;

/// <summary>
/// Remembers which anchor covers which entries, so that the proofs of many entries read an anchor seldom. If the anchor of an entry is known, it is also
/// that of every later entry below its size: no smaller size is above them. Nothing is said about earlier entries, because after a move to another chain
/// the first anchor there begins at size 0 again. Every change of the anchors forgets everything. Safe for use from any thread.
/// </summary>
internal sealed class AnchorCache
{
    private const int Capacity = 1024;

    private readonly Lock _lock = new();
    private readonly SortedList<long, (long From, AnchoredCheckpoint Anchor)> _bySize = [];
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
            anchor = place < _bySize.Count && _bySize.Values[place] is var known && known.From <= index ? known.Anchor : null;
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

            if (_bySize.Count == Capacity)
            {
                _bySize.Clear();
            }

            var size = anchor.Facts.NewSize;
            _bySize[size] = (_bySize.TryGetValue(size, out var before) ? Math.Min(before.From, index) : index, anchor);
        }
    }

    /// <summary>Forgets everything. Call it after each change of the anchors.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _bySize.Clear();
            (_uncoveredFrom, _version) = (long.MaxValue, _version + 1);
        }
    }

    /// <summary>The place of the smallest size above an index.</summary>
    private int FindAbove(long index)
    {
        var (low, high) = (0, _bySize.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _bySize.Keys[middle] > index ? (low, middle) : (middle + 1, high);
        }

        return low;
    }
}
