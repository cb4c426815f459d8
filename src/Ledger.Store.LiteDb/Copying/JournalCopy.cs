using Ledger.Files;
using Ledger.Log;
using Ledger.Store.LiteDb.Files;
using Ledger.Store.LiteDb.Journaling;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Store.LiteDb.Copying;

/// <summary>
/// Copies a department's journal up to one committed head, even while a node writes to it. The journal only grows, so the part before that head does
/// not change. The copy is read back and every byte is checked.
/// </summary>
public static class JournalCopy
{
    /// <summary>The name of the journal folder in a department's folder.</summary>
    public const string FolderName = "journal";

    /// <summary>The origin of the log in a folder. Null if there is no journal.</summary>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: the start of the journal is unreadable.</exception>
    /// <exception cref="FaultException"><see cref="StoreFaults.TooNew"/>: a later version wrote the journal.</exception>
    public static string? FindOrigin(string departmentFolder)
    {
        var first = Segments.GetPath(Path.Combine(departmentFolder, FolderName), 0);
        return File.Exists(first) ? Segments.ReadOrigin(first) : null;
    }

    /// <summary>Copies the journal up to a size at which a batch ended.</summary>
    /// <param name="departmentFolder">The folder of the store. It is only read.</param>
    /// <param name="origin">The log's origin.</param>
    /// <param name="size">The number of entries to copy.</param>
    /// <param name="root">The root at that size.</param>
    /// <param name="targetFolder">A folder without a journal.</param>
    /// <param name="cancellationToken">Cancels the copy. Then discard the target.</param>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: the journal is damaged, or no batch ends at the size with that root.</exception>
    public static void Copy(string departmentFolder, string origin, long size, Digest root, string targetFolder, CancellationToken cancellationToken)
    {
        var from = Path.Combine(departmentFolder, FolderName);
        var to = Path.Combine(targetFolder, FolderName);
        DurableFolder.Create(to);

        // In order, each at its length when it is copied: a segment is complete before the next one starts.
        foreach (var path in Directory.EnumerateFiles(from, "*" + Segments.Extension).Order(StringComparer.Ordinal).ToList())
        {
            cancellationToken.ThrowIfCancellationRequested();
            CopyFile(path, Path.Combine(to, Path.GetFileName(path)));
        }

        try
        {
            CutBehind(to, origin, size, root, cancellationToken);
        }
        catch (FaultException problem) when (StoreFaults.IsDamage(problem.Fault))
        {
            // The operator must learn which file is damaged. If the original is sound, the copying failed.
            _ = FindEnd(from, Segments.Read(from, origin), size, root, cancellationToken);
            throw;
        }

        DurableFiles.FlushFolder(to);
    }

    /// <summary>Reads every byte of a journal that nobody writes to.</summary>
    /// <returns>The head at its end.</returns>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: the journal is damaged, or its end is torn.</exception>
    public static LogHead Check(string departmentFolder, string origin, CancellationToken cancellationToken)
    {
        var files = Segments.Read(Path.Combine(departmentFolder, FolderName), origin);
        using var scan = new JournalScan(files.Sound);
        var head = LogHead.Empty;
        foreach (var frame in files.Sound.IsEmpty ? [] : scan.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            head = frame.After;
        }

        return files.Unborn is null && !scan.IsTorn
            ? head
            : throw (files.Unborn is { } unborn ? Damage.At(unborn, 0, "the segment's header is cut short") : scan.DamageAtEnd(""));
    }

    private static void CutBehind(string folder, string origin, long size, Digest root, CancellationToken cancellationToken)
    {
        var files = Segments.Read(folder, origin);
        var end = FindEnd(folder, files, size, root, cancellationToken);
        foreach (var later in files.Sound.Select(segment => segment.Path).Append(files.Unborn).OfType<string>()
            .Where(path => string.CompareOrdinal(path, Segments.GetPath(folder, end.Segment)) > 0))
        {
            File.Delete(later);
        }

        using var last = DiskFile.Open(Segments.GetPath(folder, end.Segment), create: false);
        last.Cut(end.Offset);
    }

    /// <summary>The end of the batch that leads to a size and a root.</summary>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: there is no such batch. The exception names the place.</exception>
    private static EntryPlace FindEnd(string folder, JournalFiles files, long size, Digest root, CancellationToken cancellationToken)
    {
        if (files.Sound.IsEmpty)
        {
            throw Damage.At(files.Unborn ?? Segments.GetPath(folder, 0), 0, "the segment's header is cut short or missing");
        }

        if (size == 0)
        {
            return new EntryPlace(0, files.Sound[0].HeaderLength);
        }

        using var scan = new JournalScan(files.Sound);
        var before = 0L;
        foreach (var frame in scan.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (frame.After.Size >= size)
            {
                return frame.After.Size == size && frame.After.Root == root
                    ? frame.Place with { Offset = frame.Place.Offset + frame.Length }
                    : throw Damage.At(files.Sound[frame.Place.Segment].Path, frame.Place.Offset, $"the batch does not end after {size} entries with the root that was signed");
            }

            before = frame.After.Size;
        }

        throw scan.DamageAtEnd($"; {before} entries are before it, and the checkpoint knows {size}");
    }

    private static void CopyFile(string from, string to)
    {
        using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var target = new FileStream(to, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        source.CopyTo(target);
        target.Flush(flushToDisk: true);
    }
}
