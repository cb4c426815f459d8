using System.Security.Cryptography;
using Ledger.Faults;
using Ledger.Files;
using Ledger.Log;
using Ledger.Store.LiteDb.Cataloguing;
using Ledger.Store.LiteDb.Files;
using Ledger.Store.LiteDb.Journaling;
using Ledger.Verify.Trees;
using Microsoft.Extensions.Logging;

namespace Ledger.Store.LiteDb;

/// <summary>What opening found: the newest committed state and where to go on writing.</summary>
/// <param name="Database">The LiteDB file.</param>
/// <param name="Catalogue">Every entry of the journal.</param>
/// <param name="Saved">Up to which size LiteDB has the catalogue.</param>
/// <param name="Head">The committed head.</param>
/// <param name="LastFrame">Where the frame that committed it starts; null for an empty log.</param>
/// <param name="LastSegment">The segment to write to.</param>
/// <param name="SoundLength">Where to write in it; anything behind is a torn tail.</param>
internal sealed record OpenedStore(
    LedgerDatabase Database, Catalogue Catalogue, long Saved, LogHead Head, EntryPlace? LastFrame, Segment LastSegment, long SoundLength);

/// <summary>
/// Finds the newest committed state. The journal decides; the catalogue in LiteDB only says from where on it has to be read:
/// 1. segment headers and file lengths, which show a missing, cut or foreign segment;
/// 2. every byte from the last frame the catalogue knows; without a catalogue that fits, every byte there is;
/// 3. a journal that ends before what the catalogue knows has lost acknowledged entries and is refused: doubt stops the writer.
/// Nothing but a new, empty segment is written before all of that is done; cutting a torn tail is left to the appender.
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
        var kept = KeptCatalogue.Open(_database, files.Sound.IsEmpty ? null : files.Sound[0].Header.JournalId);
        try
        {
            if (files.Sound.IsEmpty && kept.Stamp is { } orphan)
            {
                throw Damage.At(Segments.PathOf(_journal, 0), 0, $"the segment is missing, and ledger.db knows {orphan.Size} entries of it");
            }

            files = EnsureBegun(files);
            return !options.RebuildsCatalogue && kept.Catalogue is { } catalogue && kept.Stamp is { } stamp && FindFrame(files, stamp) is { } frame
                ? Read(files, kept, catalogue, frame, cancellationToken)
                : Read(files, kept, new Catalogue(), null, cancellationToken);
        }
        catch
        {
            kept.Database.Dispose();
            throw;
        }
    }

    private JournalFiles EnsureBegun(JournalFiles files)
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

    /// <summary>The frame the stamp names; null when what lies there is not that frame.</summary>
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
        catch (StoreDamagedException)
        {
            // The journal or the stamp is wrong. Reading the whole journal tells which, and names the place.
            return null;
        }
    }

    /// <summary>Reads the journal from behind a known frame, or all of it, into the catalogue.</summary>
    private OpenedStore Read(JournalFiles files, KeptCatalogue kept, Catalogue catalogue, Frame? known, CancellationToken cancellationToken)
    {
        using var scan = new JournalScan(files.Sound);
        var head = known?.After ?? LogHead.Empty;
        var last = known?.Place;
        var saved = head.Size;
        foreach (var frame in known is null ? scan.Read() : scan.ReadFrom(known.Place).Skip(1))
        {
            cancellationToken.ThrowIfCancellationRequested();
            catalogue.Add(frame.Entries.Select(entry => CatalogueRow.Of(entry.Entry, entry.Place)));
            if (frame.After.Size / ReportEvery > head.Size / ReportEvery)
            {
                StoreEvents.Replaying(logger, options.Folder, frame.After.Size);
            }

            head = frame.After;
            last = frame.Place;
        }

        var segment = files.Sound[^1];
        if (kept.Stamp is { } stamp && head.Size < stamp.Size)
        {
            throw Damage.At(segment.Path, scan.SoundLength, $"the journal ends after {head.Size} entries, and ledger.db knows {stamp.Size}");
        }

        if (known is null)
        {
            ForgetCatalogue(kept, head);
        }

        if (scan.IsTorn)
        {
            StoreEvents.TailCut(logger, segment.Path, scan.SoundLength, segment.Length - scan.SoundLength);
        }

        StoreEvents.Opened(logger, options.Folder, head.Size, head.Size - saved);
        return new OpenedStore(kept.Database, catalogue, saved, head, last, segment, scan.SoundLength);
    }

    private void ForgetCatalogue(KeptCatalogue kept, LogHead head)
    {
        kept.Database.Clear();
        if (head.Size > 0)
        {
            StoreEvents.CatalogueRebuilt(logger, _database, kept.Problem ?? "it did not fit the journal");
        }
    }
}
