using System.IO.Compression;
using Ledger.Verify.EvidenceFiles;
using Ledger.Verify.Faults;

namespace Ledger.Proving;

/// <summary>
/// Evidence as one file: a ZIP archive of the parts that <see cref="EvidenceParts"/> describes. Equal evidence gives equal bytes. Stateless.
/// </summary>
public static class EvidenceArchive
{
    // ZIP stores a time for each part. A constant time makes equal evidence give equal bytes.
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Whether a file starts like a ZIP archive. Then it is read as evidence.</summary>
    public static bool IsArchive(ReadOnlySpan<byte> file) => file.StartsWith("PK\u0003\u0004"u8);

    /// <summary>Writes evidence as an archive.</summary>
    /// <param name="evidence">The evidence.</param>
    /// <param name="limit">The largest total length of the parts, in bytes.</param>
    /// <exception cref="FaultException">The parts are longer (<see cref="RunFaults.EvidenceTooLarge"/>).</exception>
    public static byte[] Write(RecordEvidence evidence, int limit = EvidenceParts.MaxLength)
    {
        var parts = EvidenceParts.Write(evidence, limit);
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var part in parts)
            {
                Add(archive, part);
            }
        }

        return file.ToArray();
    }

    /// <summary>Reads an archive.</summary>
    /// <param name="file">The whole file.</param>
    /// <exception cref="FaultException">The file is not evidence, or a newer version wrote it.</exception>
    public static RecordEvidence Read(byte[] file)
    {
        ArgumentNullException.ThrowIfNull(file);
        try
        {
            using var archive = new ZipArchive(new MemoryStream(file), ZipArchiveMode.Read);
            return EvidenceParts.Read((name, limit) => Find(archive, name, limit));
        }
        catch (Exception problem) when (problem is InvalidDataException or IOException or ArgumentException)
        {
            throw new FaultException(RunFaults.NotEvidence, "", problem);
        }
    }

    private static void Add(ZipArchive archive, EvidencePart part)
    {
        var entry = archive.CreateEntry(part.Name, CompressionLevel.SmallestSize);
        entry.LastWriteTime = Epoch;
        using var stream = entry.Open();
        stream.Write(part.Bytes.AsSpan());
    }

    // The stated length is not trusted: a few bytes can unpack to any length.
    private static byte[]? Find(ZipArchive archive, string name, int limit)
    {
        var entries = archive.Entries.Where(entry => entry.FullName == name).ToList();
        if (entries is not [var only])
        {
            return entries.Count == 0 ? null : throw new FormatException($"{name} is there more than once.");
        }

        using var stream = only.Open();
        using var bytes = new MemoryStream();
        var piece = new byte[64 * 1024];
        int read;
        while (bytes.Length <= limit && (read = stream.Read(piece)) > 0)
        {
            bytes.Write(piece.AsSpan(0, read));
        }

        return bytes.Length <= limit ? bytes.ToArray() : throw new FormatException($"{name} is too long.");
    }
}
