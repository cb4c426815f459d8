using System.Collections.Immutable;
using Ledger.Store.LiteDb.Journaling;
using Ledger.Verify.Trees;

namespace Ledger.Store.LiteDb.Cataloguing;

/// <summary>
/// Finds entries by the fingerprint of their document number: about 24 bytes an entry in memory, 4 in LiteDB. It holds no more than 32 bits
/// of each number's blind index, and it is made again from the payloads when it is lost. Safe for use from any thread.
/// </summary>
internal sealed class DocumentTable
{
    /// <summary>How many entries a page in LiteDB has.</summary>
    public const int PageEntries = 1024;

    private const int PageBytes = (PageEntries * sizeof(uint)) + 4 + 4 + 4;

    private readonly Lock _lock = new();
    private readonly ChunkedList<uint> _prints = new();
    private readonly FingerprintTable _entries = new();

    /// <summary>How many entries it knows.</summary>
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

    /// <summary>Adds an entry if it is the next one; false when it is not.</summary>
    public bool TryAdd(long index, Digest document)
    {
        lock (_lock)
        {
            if (index != _prints.Count)
            {
                return false;
            }

            AddNeedsLock(CatalogueRow.FingerprintOf(document));
            return true;
        }
    }

    /// <summary>Indices of entries that may have the number, oldest first.</summary>
    public ImmutableArray<long> Find(Digest document)
    {
        var found = new List<int>();
        lock (_lock)
        {
            _entries.Find(CatalogueRow.FingerprintOf(document), found);
        }

        found.Reverse();
        return [.. found.Select(index => (long)index)];
    }

    /// <summary>The bytes of a page: its number, how many entries it has, their fingerprints, CRC-32C of all before.</summary>
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

    /// <summary>Adds the entries of the next page; false, and nothing added, when these are not its bytes.</summary>
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
            _entries.AddNothing();
        }
        else
        {
            _entries.Add(print);
        }
    }
}
