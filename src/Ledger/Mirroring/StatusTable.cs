using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Trees;

namespace Ledger.Mirroring;

/// <summary>
/// A department's status changes up to a final block. Change n is row n − 1. Each row points to the record's previous change, and a hash table points
/// to the newest. Needs about 60 bytes per change. One thread appends. Any number of threads read without a lock, up to a count that was published to
/// them. A row points only to older rows, so a reader skips newer ones.
/// </summary>
internal sealed class StatusTable(GrowingList<ChainBlock> blocks)
{
    private const int None = -1;
    private const int FirstSlots = 16;

    private readonly GrowingList<Row> _rows = new();
    private readonly GrowingList<Digest> _successors = new();

    // The row plus one, or 0 for a free slot. Replaced when half full. Readers of the old array still find all rows up to their count.
    private int[] _slots = new int[FirstSlots];
    private int _records;

    /// <summary>The number of changes, for the appending thread. Readers have their own count.</summary>
    public int Count => _rows.Count;

    public void Append(Digest recordId, EntryStatus status, Digest successor, int block)
    {
        if (_records >= _slots.Length / 2)
        {
            Volatile.Write(ref _slots, Rehash(_slots.Length * 2));
        }

        var slot = FindSlot(_slots, recordId);
        var previous = _slots[slot] - 1;
        _records += previous == None ? 1 : 0;
        if (!successor.IsZero)
        {
            _successors.Add(successor);
        }

        _rows.Add(new Row(recordId, previous, block, successor.IsZero ? None : _successors.Count - 1, status));
        Volatile.Write(ref _slots[slot], _rows.Count); // After the row, so that a reader of the slot finds the row.
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
            found.Add(ReadFacts(row));
        }

        found.Reverse();
        return [.. found];
    }

    /// <summary>The records that changed after a block, among the first <paramref name="count"/> changes, each once.</summary>
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
        var row = Volatile.Read(ref slots[FindSlot(slots, recordId)]) - 1;
        while (row >= count)
        {
            row = _rows[row].Previous;
        }

        return row;
    }

    private StatusChangeFacts ReadFacts(int index)
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
                slots[FindSlot(slots, _rows[row - 1].RecordId)] = row;
            }
        }

        return slots;
    }

    /// <summary>The record's slot, or the free slot for it. The loop ends, because the table is never full.</summary>
    private int FindSlot(int[] slots, Digest recordId)
    {
        var mask = slots.Length - 1;
        var slot = recordId.GetHashCode() & mask;
        while (Volatile.Read(ref slots[slot]) is var row && row != 0 && _rows[row - 1].RecordId != recordId)
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    private readonly record struct Row(Digest RecordId, int Previous, int Block, int Successor, EntryStatus Status);
}
