using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Mirroring;

/// <summary>
/// A department's status changes up to a final block: change number n is row n − 1, each row points to the record's change before it, and a
/// hash table points to the newest. About 60 bytes a change. One thread appends; any number read, without a lock, up to a count that was
/// published to them: what a row points to is always older than the row, so newer rows are skipped over.
/// </summary>
internal sealed class StatusTable(GrowingList<ChainBlock> blocks)
{
    private const int None = -1;
    private const int FirstSlots = 16;

    private readonly GrowingList<Row> _rows = new();
    private readonly GrowingList<Digest> _successors = new();

    // The row plus one, or 0 for a free slot. Replaced when half full; readers of the old one find what they were promised.
    private int[] _slots = new int[FirstSlots];
    private int _records;

    /// <summary>For the appending thread; readers have a count of their own.</summary>
    public int Count => _rows.Count;

    public void Append(Digest recordId, byte status, Digest successor, int block)
    {
        if (_records >= _slots.Length / 2)
        {
            Volatile.Write(ref _slots, Rehash(_slots.Length * 2));
        }

        var slot = SlotOf(_slots, recordId);
        var previous = _slots[slot] - 1;
        _records += previous == None ? 1 : 0;
        if (!successor.IsZero)
        {
            _successors.Add(successor);
        }

        _rows.Add(new Row(recordId, previous, block, successor.IsZero ? None : _successors.Count - 1, status));
        Volatile.Write(ref _slots[slot], _rows.Count); // After the row, so that whoever sees the slot sees the row.
    }

    /// <summary>The record's changes among the first <paramref name="count"/>, oldest first.</summary>
    public ImmutableArray<StatusChangeFacts> Find(Digest recordId, int count)
    {
        var row = NewestRow(recordId, count);
        if (row == None)
        {
            return [];
        }

        var found = new List<StatusChangeFacts>();
        for (; row != None; row = _rows[row].Previous)
        {
            found.Add(FactsOf(row));
        }

        found.Reverse();
        return [.. found];
    }

    /// <summary>The records among the first <paramref name="count"/> changes that changed behind a block, each once.</summary>
    public IEnumerable<Digest> RecordsSince(long block, int count)
    {
        for (var row = count - 1; row >= 0 && blocks[_rows[row].Block].Number > block; row--)
        {
            var recordId = _rows[row].RecordId;
            if (NewestRow(recordId, count) == row)
            {
                yield return recordId;
            }
        }
    }

    private int NewestRow(Digest recordId, int count)
    {
        var slots = Volatile.Read(ref _slots);
        var row = Volatile.Read(ref slots[SlotOf(slots, recordId)]) - 1;
        while (row >= count)
        {
            row = _rows[row].Previous;
        }

        return row;
    }

    private StatusChangeFacts FactsOf(int index)
    {
        var row = _rows[index];
        var block = blocks[row.Block];
        return new StatusChangeFacts(row.Status, block.Time, block.Number, index + 1, row.Successor == None ? default : _successors[row.Successor]);
    }

    private int[] Rehash(int length)
    {
        var slots = new int[length];
        foreach (var row in _slots)
        {
            if (row != 0)
            {
                slots[SlotOf(slots, _rows[row - 1].RecordId)] = row;
            }
        }

        return slots;
    }

    /// <summary>The record's slot, or the free one where it belongs. Never full, so it ends.</summary>
    private int SlotOf(int[] slots, Digest recordId)
    {
        var mask = slots.Length - 1;
        var slot = recordId.GetHashCode() & mask;
        while (Volatile.Read(ref slots[slot]) is var row && row != 0 && _rows[row - 1].RecordId != recordId)
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    private readonly record struct Row(Digest RecordId, int Previous, int Block, int Successor, byte Status);
}
