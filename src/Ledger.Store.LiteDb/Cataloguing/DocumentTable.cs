using System.Collections.Immutable;
using Ledger.Store.LiteDb.Journaling;
using Ledger.Verify.Trees;

namespace Ledger.Store.LiteDb.Cataloguing;

/// <summary>
/// Finds entries by the fingerprint of their document number. It needs about 24 bytes per entry in memory and 4 on disk (<see cref="DocumentFile"/>).
/// It holds only 32 bits of each number's blind index. If it is lost, it is rebuilt from the payloads. Safe for use from any thread.
/// </summary>
internal sealed class DocumentTable
{
    /// <summary>The number of entries in a page of the file.</summary>
    public const int PageEntries = 1024;

    /// <summary>The length of a full page in bytes.</summary>
    public const int PageBytes = (PageEntries * sizeof(uint)) + 4 + 4 + 4;

    private readonly Lock _lock = new();
    private readonly FingerprintColumn _numbers = new();

    /// <summary>The number of entries in the table.</summary>
    public long Covered
    {
        get
        {
            lock (_lock)
            {
                return _numbers.Count;
            }
        }
    }

    /// <summary>The length in bytes of a page with this many entries.</summary>
    public static int GetPageBytes(int entries) => (entries * sizeof(uint)) + 4 + 4 + 4;

    /// <summary>Adds an entry if it is the next one. False otherwise.</summary>
    public bool TryAdd(long index, Digest document)
    {
        lock (_lock)
        {
            if (index != _numbers.Count)
            {
                return false;
            }

            _numbers.Add(CatalogueRow.ComputeFingerprint(document));
            return true;
        }
    }

    /// <summary>The indices of entries that may have the number, oldest first.</summary>
    public ImmutableArray<long> Find(Digest document)
    {
        lock (_lock)
        {
            return [.. _numbers.Find(CatalogueRow.ComputeFingerprint(document)).Reverse().Select(index => (long)index)];
        }
    }

    /// <summary>Removes the number of an entry, so that nobody finds the entry by it.</summary>
    /// <returns>False if the entry has none, or is not in the table.</returns>
    public bool TryForget(long index)
    {
        lock (_lock)
        {
            return index < _numbers.Count && _numbers.TryForget((int)index);
        }
    }

    /// <summary>The bytes of a page: page number, number of entries, their fingerprints, and the CRC-32C of all that.</summary>
    public byte[] WritePage(int page, long end)
    {
        lock (_lock)
        {
            var first = page * PageEntries;
            var count = (int)Math.Min(PageEntries, end - first);
            var bytes = new byte[GetPageBytes(count)];
            var writer = new FieldWriter(bytes);
            writer.Number32((uint)page);
            writer.Number32((uint)count);
            for (var i = 0; i < count; i++)
            {
                writer.Number32(_numbers[first + i]);
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
            if (!reader.IsAtEnd || count is 0 or > PageEntries || _numbers.Count != (long)page * PageEntries)
            {
                return false;
            }

            foreach (var print in prints)
            {
                _numbers.Add(print);
            }

            return true;
        }
    }
}
