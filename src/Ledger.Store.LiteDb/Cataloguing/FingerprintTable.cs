namespace Ledger.Store.LiteDb.Cataloguing;

/// <summary>
/// Finds entries by a 32-bit fingerprint of a key. Different keys can have the same fingerprint: about one lookup in four thousand among a million
/// entries. So each result is a candidate that the caller reads and compares. Needs about 20 bytes per entry. Not thread-safe.
/// </summary>
internal sealed class FingerprintTable
{
    private const int SmallestBits = 10;
    private const int Emptied = -1;

    // For each entry, the previous entry with the same fingerprint. For each slot, the newest entry. Stored plus one; 0 is none. A slot whose entries
    // were all removed is Emptied, because the search for another fingerprint must not end there.
    private readonly ChunkedList<int> _previous = new();
    private (uint Fingerprint, int Newest)[] _slots = new (uint, int)[1 << SmallestBits];
    private int _bits = SmallestBits;
    private int _used;

    /// <summary>Adds the next entry with a fingerprint.</summary>
    public void Add(uint fingerprint)
    {
        if (_used > _slots.Length / 4 * 3)
        {
            Grow();
        }

        ref var slot = ref FindSlot(_slots, _bits, fingerprint);
        _used += slot.Newest == 0 ? 1 : 0;
        _previous.Add(Math.Max(0, slot.Newest));
        slot = (fingerprint, _previous.Count);
    }

    /// <summary>Adds the next entry without a fingerprint, so that it is never found.</summary>
    public void AddWithoutFingerprint() => _previous.Add(0);

    /// <summary>The indices with the fingerprint, newest first. Change nothing during the enumeration.</summary>
    public IEnumerable<int> Find(uint fingerprint)
    {
        for (var at = FindSlot(_slots, _bits, fingerprint).Newest; at > 0; at = _previous[at - 1])
        {
            yield return at - 1;
        }
    }

    /// <summary>Removes an entry that has the fingerprint, so that it is never found. The slot stays, perhaps without entries.</summary>
    public void Remove(uint fingerprint, int index)
    {
        ref var slot = ref FindSlot(_slots, _bits, fingerprint);
        if (slot.Newest == index + 1)
        {
            slot.Newest = _previous[index] == 0 ? Emptied : _previous[index];
        }
        else
        {
            var at = slot.Newest;
            while (_previous[at - 1] != index + 1)
            {
                at = _previous[at - 1];
            }

            _previous[at - 1] = _previous[index];
        }

        _previous[index] = 0;
    }

    private static ref (uint Fingerprint, int Newest) FindSlot((uint Fingerprint, int Newest)[] slots, int bits, uint fingerprint)
    {
        var at = (int)(fingerprint >> (32 - bits));
        while (slots[at].Newest != 0 && slots[at].Fingerprint != fingerprint)
        {
            at = (at + 1) & (slots.Length - 1);
        }

        return ref slots[at];
    }

    private void Grow()
    {
        var larger = new (uint Fingerprint, int Newest)[_slots.Length * 2];
        foreach (var slot in _slots.Where(slot => slot.Newest > 0))
        {
            FindSlot(larger, _bits + 1, slot.Fingerprint) = slot;
        }

        _slots = larger;
        _used = larger.Count(slot => slot.Newest != 0);
        _bits++;
    }
}
