namespace Ledger.Store.LiteDb.Cataloguing;

/// <summary>One fingerprint for each entry, and the entries that have a given one. 0 stands for none and is not found. Not thread-safe.</summary>
internal sealed class FingerprintColumn
{
    private readonly ChunkedList<uint> _prints = new();
    private readonly FingerprintTable _entries = new();

    /// <summary>The number of entries.</summary>
    public int Count => _prints.Count;

    /// <summary>The fingerprint of an entry.</summary>
    public uint this[int index] => _prints[index];

    /// <summary>Adds the next entry.</summary>
    public void Add(uint print)
    {
        _prints.Add(print);
        if (print == 0)
        {
            _entries.AddWithoutFingerprint();
        }
        else
        {
            _entries.Add(print);
        }
    }

    /// <summary>The entries with the fingerprint, newest first. Ends with the enumeration, so a caller that needs a few reads only these.</summary>
    public IEnumerable<int> Find(uint print) => print == 0 ? [] : _entries.Find(print);

    /// <summary>Removes the fingerprint of an entry, so that it is not found any more.</summary>
    /// <returns>False if it had none.</returns>
    public bool TryForget(int index)
    {
        if (_prints[index] is var print && print == 0)
        {
            return false;
        }

        _entries.Remove(print, index);
        _prints[index] = 0;
        return true;
    }
}
