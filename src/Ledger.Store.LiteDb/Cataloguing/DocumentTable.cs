using System.Collections.Immutable;
using Ledger.Store.LiteDb.Journaling;
using Ledger.Verify.Trees;

namespace Ledger.Store.LiteDb.Cataloguing;

/// <summary>
/// Finds entries by the fingerprint of their document number. It needs about 24 bytes per entry in memory and 4 in LiteDB. It holds only 32 bits of
/// each number's blind index. If it is lost, it is rebuilt from the payloads. Safe for use from any thread.
/// </summary>
internal sealed class DocumentTable
{
    /// <summary>The number of entries in a page of LiteDB.</summary>
    public const int PageEntries = 1024;

    private const int PageBytes = (PageEntries * sizeof(uint)) + 4 + 4 + 4;

    private readonly Lock _lock = new();
    private readonly ChunkedList<uint> _prints = new();
    private readonly FingerprintTable _entries = new();

    /// <summary>The number of entries in the table.</summary>
    public long Covered
    {
        get
        {
            lock (_lock)
            {
                return _prints.Count;
            }
        }
    }

    /// <summary>Adds an entry if it is the next one. False otherwise.</summary>
    public bool TryAdd(long index, Digest document)
    {
        lock (_lock)
        {
            if (index != _prints.Count)
            {
                return false;
            }

            AddNeedsLock(CatalogueRow.ComputeFingerprint(document));
            return true;
        }
    }

    /// <summary>The indices of entries that may have the number, oldest first.</summary>
    public ImmutableArray<long> Find(Digest document)
    {
        var found = new List<int>();
        lock (_lock)
        {
            _entries.Find(CatalogueRow.ComputeFingerprint(document), found);
        }

        found.Reverse();
        return [.. found.Select(index => (long)index)];
    }

    /// <summary>The bytes of a page: page number, number of entries, their fingerprints, and the CRC-32C of all that.</summary>
    public byte[] WritePage(int page, long end)
    {
        lock (_lock)
        {
            var first = page * PageEntries;
            var count = (int)Math.Min(PageEntries, end - first);
            var bytes = new byte[4 + 4 + (count * sizeof(uint)) + 4];
            var writer = new FieldWriter(bytes);
            writer.Number32((uint)page);
            writer.Number32((uint)count);
            for (var i = 0; i < count; i++)
            {
                writer.Number32(_prints[first + i]);
            }

            writer.Number32(Crc32C.Compute(bytes.AsSpan(0, writer.Written)));
            return bytes;
        }
    }

    /// <summary>Adds the entries of the next page. If the bytes are not that page, adds nothing and returns false.</summary>
    public bool TryReadPage(int page, ReadOnlySpan<byte> bytes)
    {
        var reader = new FieldReader(bytes);
        reader.Require(bytes.Length <= PageBytes && reader.Number32() == page);
        var count = reader.Number32();
        var prints = new uint[Math.Min(count, PageEntries)];
        for (var i = 0; i < prints.Length && reader.IsSound; i++)
        {
            prints[i] = reader.Number32();
        }

        var covered = reader.Position;
        reader.Require(reader.Number32() == Crc32C.Compute(bytes[..Math.Min(covered, bytes.Length)]));
        lock (_lock)
        {
            if (!reader.IsAtEnd || count is 0 or > PageEntries || _prints.Count != (long)page * PageEntries)
            {
                return false;
            }

            foreach (var print in prints)
            {
                AddNeedsLock(print);
            }

            return true;
        }
    }

    private void AddNeedsLock(uint print)
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
}
