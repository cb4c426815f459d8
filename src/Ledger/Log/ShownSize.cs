using System.Text;
using Ledger.Departments;
using Ledger.Verify.Notes;
using Ledger.Verify.Tiles;

namespace Ledger.Log;

/// <summary>
/// How many entries a log is known to have committed, by something that lies apart from its journal. Each of these is written only after
/// the commit is durable, so a journal with fewer entries has lost some. Immutable.
/// </summary>
/// <param name="Size">The number of entries.</param>
/// <param name="Source">What knows of them, for a message.</param>
public sealed record ShownSize(long Size, string Source)
{
    private const int TileWidth = 256;

    private static readonly string[] Levels = ["0", "entries"];

    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true };

    /// <summary>The largest size that the head lock, the checkpoint or the tiles of a log know; null when none of them knows any.</summary>
    /// <param name="folder">The department's folder. Nothing in it is changed.</param>
    /// <param name="origin">The log's origin; a checkpoint of another log does not count.</param>
    /// <param name="held">What the head lock holds; null when there is none.</param>
    /// <exception cref="IOException">The files cannot be read.</exception>
    public static ShownSize? FindLargest(DepartmentLayout folder, string origin, HeldHead? held) => new[]
    {
        held is null ? null : new ShownSize(held.Size, "head lock"),
        FindInCheckpoint(folder.Checkpoint, origin),
        FindInTiles(folder.PublicLog),
    }.OfType<ShownSize>().MaxBy(shown => shown.Size);

    // One that cannot be read says nothing here; the publisher refuses it.
    private static ShownSize? FindInCheckpoint(string path, string origin) =>
        File.Exists(path) && SignedNote.TryParse(Encoding.UTF8.GetString(File.ReadAllBytes(path)), out var note)
        && Checkpoint.TryParse(note.Text, out var checkpoint) && checkpoint.Origin == origin
            ? new ShownSize(checkpoint.Size, "checkpoint")
            : null;

    private static ShownSize? FindInTiles(string publicLog)
    {
        var largest = Levels.SelectMany(level => SizesIn(Path.Combine(publicLog, "tile", level))).DefaultIfEmpty(0).Max();
        return largest > 0 ? new ShownSize(largest, "tiles") : null;
    }

    // Tiles of the lowest level and entry bundles are numbered alike.
    private static IEnumerable<long> SizesIn(string folder) => (Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", Everything) : [])
        .Select(path => "tile/0/" + Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/'))
        .Select(path => TileId.TryParse(path, out var tile) ? (tile.Index * TileWidth) + tile.Width : 0);
}
