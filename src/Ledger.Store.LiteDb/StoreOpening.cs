using System.Security.Cryptography;
using Ledger.Departments;
using Ledger.Files;
using Ledger.Log;
using Ledger.Store.LiteDb.Cataloguing;
using Ledger.Store.LiteDb.Files;
using Ledger.Store.LiteDb.Journaling;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;
using Microsoft.Extensions.Logging;

namespace Ledger.Store.LiteDb;

/// <summary>
/// Finds the newest committed state. The journal is authoritative. The catalogue in LiteDB only says where reading can start:
/// 1. Read segment headers and file lengths. They show a missing, cut or foreign segment.
/// 2. Read every byte from the last frame in the catalogue on, or the whole journal if the catalogue does not match it.
/// 3. Refuse a journal that is shorter than the catalogue, the head lock, the checkpoint or the tiles state: it has lost acknowledged entries.
/// Nothing is written, cut or removed before all these checks succeed. The appender later cuts a torn tail.
/// </summary>
internal sealed class StoreOpening(LiteDbStoreOptions options, OpenAppendFile openFile, ILogger logger)
{
    private const int ReportEvery = 100_000;

    private readonly string _journal = Path.Combine(options.Folder, "journal");
    private readonly string _database = Path.Combine(options.Folder, "ledger.db");

    public OpenedStore Open(CancellationToken cancellationToken)
    {
        DurableFolder.Create(_journal);
        var files = Segments.Read(_journal, options.Origin);
        if (files.Sound is [{ Header.Version: < SegmentHeader.Current and var version }, ..])
        {
            throw new FaultException(StoreFaults.TooOld, $"The journal in {_journal} has version {version}; this software writes version {SegmentHeader.Current}.");
        }

        var kept = KeptCatalogue.Open(_database, files.Sound.IsEmpty ? null : files.Sound[0].Header.JournalId);
        LedgerDatabase? database = kept.Database;
        try
        {
            using var scan = new JournalScan(files.Sound);
            var found = ReadAll(files, kept, scan, cancellationToken);
            EnsureNothingIsLost(files, kept, scan, found);

            // All checks have succeeded. From here on, files are changed.
            files = EnsureStarted(files);
            database = kept.Begin(_database);
            if (found.Saved == 0)
            {
                ClearCatalogue(database, found.Head, kept.Problem);
            }

            var segment = files.Sound[^1];
            if (scan.IsTorn)
            {
                StoreEvents.TailCut(logger, segment.Path, scan.SoundLength, segment.Length - scan.SoundLength);
            }

            StoreEvents.Opened(logger, options.Folder, found.Head.Size, found.Head.Size - found.Saved);
            var length = scan.IsTorn ? scan.SoundLength : segment.Length;
            return new OpenedStore(database, found.Catalogue, found.Saved, found.Head, found.LastFrame, segment, length);
        }
        catch
        {
            database?.Dispose();
            throw;
        }
    }

    /// <summary>The contents of the journal's sound part.</summary>
    /// <param name="Catalogue">Its entries.</param>
    /// <param name="Saved">How many of the entries LiteDB has. 0 if its catalogue is not used.</param>
    /// <param name="Head">The head at its end.</param>
    /// <param name="LastFrame">The start of the frame of that head.</param>
    private sealed record Found(Catalogue Catalogue, long Saved, LogHead Head, EntryPlace? LastFrame);

    private Found ReadAll(JournalFiles files, KeptCatalogue kept, JournalScan scan, CancellationToken cancellationToken)
    {
        if (files.Sound.IsEmpty)
        {
            return new Found(new Catalogue(), 0, LogHead.Empty, null);
        }

        return !options.RebuildsCatalogue && kept.Catalogue is { } catalogue && kept.Stamp is { } stamp && FindFrame(files, stamp) is { } frame
            ? Read(scan, catalogue, frame, cancellationToken)
            : Read(scan, new Catalogue(), null, cancellationToken);
    }

    /// <summary>Finds the frame that the stamp names. Null if its place holds another frame or none.</summary>
    private static Frame? FindFrame(JournalFiles files, CatalogueStamp stamp)
    {
        if (stamp.LastFrame.Segment >= files.Sound.Length)
        {
            return null;
        }

        try
        {
            using var scan = new JournalScan(files.Sound);
            var frame = scan.ReadFrom(stamp.LastFrame).FirstOrDefault();
            return frame is not null && frame.After.Size == stamp.Size && frame.After.Root == stamp.Root ? frame : null;
        }
        catch (FaultException problem) when (StoreFaults.IsDamage(problem.Fault))
        {
            // The journal or the stamp is wrong. Reading the whole journal shows which one, and where.
            return null;
        }
    }

    /// <summary>Reads the journal into the catalogue, from after a known frame or from the start.</summary>
    private Found Read(JournalScan scan, Catalogue catalogue, Frame? known, CancellationToken cancellationToken)
    {
        var head = known?.After ?? LogHead.Empty;
        var last = known?.Place;
        foreach (var frame in known is null ? scan.Read() : scan.ReadFrom(known.Place).Skip(1))
        {
            cancellationToken.ThrowIfCancellationRequested();
            catalogue.Add(frame.Entries.Select(entry => CatalogueRow.FromEntry(entry.Entry, entry.Place)));
            if (frame.After.Size / ReportEvery > head.Size / ReportEvery)
            {
                StoreEvents.Replaying(logger, options.Folder, frame.After.Size);
            }

            head = frame.After;
            last = frame.Place;
        }

        return new Found(catalogue, known?.After.Size ?? 0, head, last);
    }

    /// <summary>
    /// Compares the remaining journal with the known committed sizes. A torn tail may be cut only if no source shows more entries than the journal
    /// has before the tail: a batch becomes visible only after its fsync has returned.
    /// </summary>
    private void EnsureNothingIsLost(JournalFiles files, KeptCatalogue kept, JournalScan scan, Found found)
    {
        var size = found.Head.Size;
        if (kept.Stamp is { } stamp && size < stamp.Size)
        {
            throw Lost(files, scan, size, new KnownSize(stamp.Size, "ledger.db"));
        }

        var isInDoubt = scan.IsTorn || files.Unborn is not null || found.Saved == 0;
        EnsureReaches(files, scan, size, isInDoubt ? KnownSize.FindLargest(new DepartmentLayout(options.Folder), options.Origin, options.Held) : null);
    }

    private void EnsureReaches(JournalFiles files, JournalScan scan, long size, KnownSize? known)
    {
        if (files.Unborn is not null && scan.IsTorn)
        {
            throw scan.DamageAtEnd(", and a segment was started after it"); // A segment is started only after the previous one is complete on disk.
        }

        if (known is { } shown && size < shown.Size)
        {
            throw scan.IsTorn || files.Unborn is not null
                ? Lost(files, scan, size, shown)
                : new FaultException(
                    StoreFaults.Behind, $"The {shown.Source} of {options.Origin} knows {shown.Size} entries, and the journal in {_journal} has {size}.");
        }
    }

    private FaultException Lost(JournalFiles files, JournalScan scan, long size, KnownSize shown) =>
        files.Unborn is { } unborn ? Damage.At(unborn, 0, $"the segment's header is cut short, and the {shown.Source} knows {shown.Size} entries")
        : files.Sound.IsEmpty ? Damage.At(Segments.GetPath(_journal, 0), 0, $"the segment is missing, and the {shown.Source} knows {shown.Size} entries of it")
        : scan.DamageAtEnd($"; {size} entries are before it, and the {shown.Source} knows {shown.Size}");

    private JournalFiles EnsureStarted(JournalFiles files)
    {
        if (files.Unborn is { } unborn)
        {
            File.Delete(unborn);
            DurableFiles.FlushFolder(_journal);
            StoreEvents.UnbornSegmentRemoved(logger, unborn);
        }

        if (!files.Sound.IsEmpty)
        {
            return files;
        }

        var id = new Guid(RandomNumberGenerator.GetBytes(16));
        JournalAppender.Begin(_journal, openFile, new SegmentHeader(id, 0, 0, TreeHash.Empty, 0, options.Origin));
        return Segments.Read(_journal, options.Origin);
    }

    private void ClearCatalogue(LedgerDatabase database, LogHead head, string? problem)
    {
        database.Clear();
        if (head.Size > 0)
        {
            StoreEvents.CatalogueRebuilt(logger, _database, problem ?? "it did not match the journal");
        }
    }
}
