using System.Globalization;
using Ledger.Verify.Tiles;

namespace Ledger.Auditing;

/// <summary>A file of a log as it was found: under its own path, or under that of the full one that has replaced it.</summary>
internal readonly record struct FoundFile(string Path, int Width, ReadOnlyMemory<byte> Bytes)
{
    public const int FullWidth = 256;

    public static ValueTask<FoundFile?> ReadAsync(ILogFiles files, EntryBundleId id, CancellationToken cancellationToken) =>
        ReadAsync(files, id.Path, id.Width, FullPath(id), cancellationToken);

    public static ValueTask<FoundFile?> ReadAsync(ILogFiles files, TileId id, CancellationToken cancellationToken) =>
        ReadAsync(files, id.Path, id.Width, FullPath(id), cancellationToken);

    public static string FullPath(EntryBundleId id) => (id with { Width = FullWidth }).Path;

    public static string FullPath(TileId id) => (id with { Width = FullWidth }).Path;

    /// <summary>
    /// Partial files of earlier sizes may be fetched by whoever has an earlier checkpoint: they must be where the newer file begins.
    /// </summary>
    /// <param name="files">The log.</param>
    /// <param name="fullPath">The file they are part of.</param>
    /// <param name="newer">The newer file's bytes.</param>
    /// <param name="width">Its width.</param>
    /// <param name="lengthOf">How many bytes of the newer file a width takes.</param>
    /// <param name="notes">Where to note what does not fit, or cannot be read.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
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

    // C2SP tlog-tiles: a partial file may be gone once the full one is there.
    private static async ValueTask<FoundFile?> ReadAsync(
        ILogFiles files, string path, int width, string fullPath, CancellationToken cancellationToken)
    {
        if (await files.ReadAsync(path, cancellationToken) is { } bytes)
        {
            return new FoundFile(path, width, bytes);
        }

        return width < FullWidth && await files.ReadAsync(fullPath, cancellationToken) is { } full ? new FoundFile(fullPath, FullWidth, full) : null;
    }
}
