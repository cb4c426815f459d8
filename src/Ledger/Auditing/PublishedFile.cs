using System.Globalization;
using Ledger.Verify.Faults;
using Ledger.Verify.Tiles;

namespace Ledger.Auditing;

/// <summary>A log file that was found under its own path, or under the path of the full file that replaced it.</summary>
internal readonly record struct PublishedFile(string Path, int Width, ReadOnlyMemory<byte> Bytes)
{
    public const int FullWidth = 256;

    public static ValueTask<PublishedFile?> ReadAsync(ILogFiles files, EntryBundleId id, CancellationToken cancellationToken) =>
        ReadAsync(files, id.Path, id.Width, FullPath(id), cancellationToken);

    public static ValueTask<PublishedFile?> ReadAsync(ILogFiles files, TileId id, CancellationToken cancellationToken) =>
        ReadAsync(files, id.Path, id.Width, FullPath(id), cancellationToken);

    public static string FullPath(EntryBundleId id) => (id with { Width = FullWidth }).Path;

    public static string FullPath(TileId id) => (id with { Width = FullWidth }).Path;

    /// <summary>Compares older partial files with the start of the newer file. Clients with an older checkpoint may still fetch them.</summary>
    /// <param name="files">The log.</param>
    /// <param name="fullPath">The path of the full file.</param>
    /// <param name="newer">The bytes of the newer file.</param>
    /// <param name="width">The width of the newer file.</param>
    /// <param name="lengthOf">Converts a width to the number of bytes in the newer file.</param>
    /// <param name="notes">Receives findings and unreadable files.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    public static async ValueTask CheckOlderAsync(
        ILogFiles files, string fullPath, ReadOnlyMemory<byte> newer, int width, Func<int, int> lengthOf, AuditNotes notes,
        CancellationToken cancellationToken)
    {
        foreach (var older in files.PartialWidths(fullPath).Where(older => older < width).Order())
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"{fullPath}.p/{older}");
            try
            {
                if (await files.ReadAsync(path, cancellationToken) is { } bytes && !newer.Span[..lengthOf(older)].SequenceEqual(bytes.Span))
                {
                    notes.Findings.Add(new LogFinding(AuditFaults.OlderPartial, path) { Beside = fullPath });
                }
            }
            catch (UnreadFileException problem)
            {
                notes.Unread.Add(problem.File);
            }
        }
    }

    // C2SP tlog-tiles: a log may delete a partial file when the full one exists.
    private static async ValueTask<PublishedFile?> ReadAsync(
        ILogFiles files, string path, int width, string fullPath, CancellationToken cancellationToken)
    {
        if (await files.ReadAsync(path, cancellationToken) is { } bytes)
        {
            return new PublishedFile(path, width, bytes);
        }

        return width < FullWidth && await files.ReadAsync(fullPath, cancellationToken) is { } full ? new PublishedFile(fullPath, FullWidth, full) : null;
    }
}
