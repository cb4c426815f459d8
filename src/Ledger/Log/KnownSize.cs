using System.Text;
using Ledger.Departments;
using Ledger.Verify.Notes;
using Ledger.Verify.Tiles;

namespace Ledger.Log;

/// <summary>
/// The number of entries that a log has committed, from a source other than its journal. Each source is written only after the commit is durable. So
/// a journal with fewer entries has lost some. Immutable.
/// </summary>
/// <param name="Size">The number of entries.</param>
/// <param name="Source">The source, for a message.</param>
public sealed record KnownSize(long Size, string Source)
{
    private static readonly string[] Levels = ["0", "entries"];

    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true };

    /// <summary>The largest size in the head lock, the checkpoint or the tiles of a log. Null if none of them has a size.</summary>
    /// <param name="folder">The department's folder. It is only read.</param>
    /// <param name="origin">The log's origin. Checkpoints of other logs are ignored.</param>
    /// <param name="held">The head in the head lock. Null if there is none.</param>
    /// <exception cref="IOException">The files cannot be read.</exception>
    public static KnownSize? FindLargest(DepartmentLayout folder, string origin, HeldHead? held) => new[]
    {
        held is null ? null : new KnownSize(held.Size, "head lock"),
        FindInCheckpoint(folder.Checkpoint, origin),
        FindInTiles(folder.PublicLog),
    }.OfType<KnownSize>().MaxBy(shown => shown.Size);

    // An unreadable checkpoint is ignored here. The publisher refuses it.
    private static KnownSize? FindInCheckpoint(string path, string origin) =>
        File.Exists(path) && SignedNote.TryParse(Encoding.UTF8.GetString(File.ReadAllBytes(path)), out var note)
        && Checkpoint.TryParse(note.Text, out var checkpoint) && checkpoint.Origin == origin
            ? new KnownSize(checkpoint.Size, "checkpoint")
            : null;

    private static KnownSize? FindInTiles(string publicLog)
    {
        var largest = Levels.SelectMany(level => SizesIn(Path.Combine(publicLog, "tile", level))).DefaultIfEmpty(0).Max();
        return largest > 0 ? new KnownSize(largest, "tiles") : null;
    }

    // Entry bundles are numbered like tiles of the lowest level.
    private static IEnumerable<long> SizesIn(string folder) => (Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", Everything) : [])
        .Select(path => "tile/0/" + Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/'))
        .Select(path => TileId.TryParse(path, out var tile) ? (tile.Index * TreeEdge.TileWidth) + tile.Width : 0);
}
