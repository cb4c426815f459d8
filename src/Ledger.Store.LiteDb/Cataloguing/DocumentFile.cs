using Ledger.Store.LiteDb.Journaling;
using Microsoft.Win32.SafeHandles;

namespace Ledger.Store.LiteDb.Cataloguing;

/// <summary>
/// The file of the fingerprints of document numbers: a header, then pages of a fixed length. An erasure overwrites them in place, which LiteDB cannot
/// promise: it keeps old pages. It can be deleted at any time; the numbers are then read from the payloads. One caller at a time.
/// </summary>
// HOLE: flash memory and copy-on-write file systems may keep the overwritten bytes for a while.
internal sealed class DocumentFile : IDisposable
{
    // Magic, journal id, number of entries, CRC-32C. Padded to 64.
    private const int HeaderBytes = 64;
    private const int HeaderUsed = 8 + 16 + 8;

    private readonly SafeFileHandle _file;
    private readonly Guid _journalId;
    private readonly Lock _lock = new();
    private long _saved;

    private DocumentFile(SafeFileHandle file, Guid journalId)
    {
        _file = file;
        _journalId = journalId;
    }

    private static ReadOnlySpan<byte> Magic => "LDGRDOCN"u8;

    /// <summary>Opens the file or creates an empty one, and loads it as far as it is sound and of this journal. Cuts off the rest.</summary>
    /// <param name="path">The file.</param>
    /// <param name="journalId">The journal.</param>
    /// <param name="size">The number of entries in the journal.</param>
    /// <param name="table">What was loaded.</param>
    public static DocumentFile Open(string path, Guid journalId, long size, out DocumentTable table)
    {
        var file = new DocumentFile(File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read), journalId);
        try
        {
            table = file.Load(size);
            file._saved = table.Covered;
            RandomAccess.SetLength(file._file, EndOf(file._saved)); // An erasure would not overwrite numbers behind it.
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Saves the entries that are not saved yet. Durable when it returns.</summary>
    /// <param name="table">The table.</param>
    /// <param name="size">The number of entries in the journal. Entries beyond it are not saved.</param>
    public void Save(DocumentTable table, long size)
    {
        lock (_lock)
        {
            var end = Math.Min(table.Covered, size);
            if (end <= _saved)
            {
                return;
            }

            for (var page = (int)(_saved / DocumentTable.PageEntries); (long)page * DocumentTable.PageEntries < end; page++)
            {
                Write(table, page, end);
            }

            WriteHeader(end);
            RandomAccess.FlushToDisk(_file);
            _saved = end;
        }
    }

    /// <summary>Writes the pages of some entries again, after their numbers were forgotten. Durable when it returns.</summary>
    /// <param name="table">The table.</param>
    /// <param name="entries">The entries.</param>
    public void Overwrite(DocumentTable table, IEnumerable<long> entries)
    {
        lock (_lock)
        {
            foreach (var page in entries.Where(entry => entry < _saved).Select(entry => (int)(entry / DocumentTable.PageEntries)).Distinct())
            {
                Write(table, page, _saved);
            }

            RandomAccess.FlushToDisk(_file);
        }
    }

    /// <summary>Deletes all numbers, so that they are read from the payloads again.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            RandomAccess.SetLength(_file, 0);
            RandomAccess.FlushToDisk(_file);
            _saved = 0;
        }
    }

    public void Dispose() => _file.Dispose();

    private static long PlaceOf(int page) => HeaderBytes + ((long)page * DocumentTable.PageBytes);

    private static long EndOf(long entries) => entries == 0
        ? 0
        : PlaceOf((int)((entries - 1) / DocumentTable.PageEntries)) + DocumentTable.GetPageBytes((int)((entries - 1) % DocumentTable.PageEntries) + 1);

    private void Write(DocumentTable table, int page, long end) => RandomAccess.Write(_file, table.WritePage(page, end), PlaceOf(page));

    private void WriteHeader(long entries)
    {
        var bytes = new byte[HeaderBytes];
        var writer = new FieldWriter(bytes);
        writer.Bytes(Magic);
        _journalId.TryWriteBytes(writer.Take(16), bigEndian: true, out _);
        writer.Number64(entries);
        writer.Number32(Crc32C.Compute(bytes.AsSpan(0, HeaderUsed)));
        RandomAccess.Write(_file, bytes, 0);
    }

    private DocumentTable Load(long size)
    {
        var table = new DocumentTable();
        var entries = ReadHeader();
        var page = new byte[DocumentTable.PageBytes];
        for (var number = 0; entries <= size && table.Covered < entries; number++)
        {
            var count = (int)Math.Min(DocumentTable.PageEntries, entries - table.Covered);
            var length = DocumentTable.GetPageBytes(count);
            if (Read(page.AsSpan(0, length), PlaceOf(number)) != length || !table.TryReadPage(number, page.AsSpan(0, length)))
            {
                break;
            }
        }

        return table;
    }

    /// <summary>The number of entries by the header. 0 if it is not a header of this journal.</summary>
    private long ReadHeader()
    {
        var bytes = new byte[HeaderBytes];
        var reader = new FieldReader(bytes.AsSpan(0, Read(bytes, 0)));
        reader.Require(reader.Bytes(Magic.Length).SequenceEqual(Magic));
        var id = reader.Bytes(16);
        var entries = reader.Number64();
        reader.Require(reader.Number32() == Crc32C.Compute(bytes.AsSpan(0, HeaderUsed)));
        return reader.IsSound && new Guid(id, bigEndian: true) == _journalId ? entries : 0;
    }

    private int Read(Span<byte> destination, long at)
    {
        var total = 0;
        while (total < destination.Length)
        {
            var read = RandomAccess.Read(_file, destination[total..], at + total);
            if (read == 0)
            {
                break;
            }

            total += read;
        }

        return total;
    }
}
