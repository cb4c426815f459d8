using System.Diagnostics.CodeAnalysis;
using Ledger.Departments;
using Ledger.Files;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Store.LiteDb.Files;
using Ledger.Store.LiteDb.Journaling;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;
using Microsoft.Extensions.Logging;

namespace Ledger.Store.LiteDb.Copying;

/// <summary>
/// Carries the journal of an earlier version over to this one: the handles of the subjects replace the blind indexes of people, and the fingerprints
/// of requests are keyed by the subjects. Everything else stays the same. The new journal is written beside the old one, read back and compared with
/// it entry by entry, and only then takes its place. So after a crash at any moment the next start finishes or begins again.
/// </summary>
/// <param name="layout">The department's folder, without an open store.</param>
/// <param name="origin">The log's origin.</param>
/// <param name="held">The head in the head lock. Null if there is none.</param>
/// <param name="keys">The subjects of the department.</param>
/// <param name="logger">Logs the progress.</param>
internal sealed class JournalCarryOver(DepartmentLayout layout, string origin, HeldHead? held, FileSubjectKeys keys, ILogger logger)
{
    private const int ReportEvery = 100_000;

    private readonly string _journal = Path.Combine(layout.Root, JournalCopy.FolderName);
    private readonly string _new = Path.Combine(layout.Root, JournalCopy.FolderName + ".new");
    private readonly string _old = Path.Combine(layout.Root, JournalCopy.FolderName + ".old");

    /// <summary>Whether the folder has a journal of an earlier version, or the remains of an interrupted carry-over.</summary>
    public static bool IsDue(DepartmentLayout layout)
    {
        var journal = Path.Combine(layout.Root, JournalCopy.FolderName);
        return Directory.Exists(journal + ".new") || Directory.Exists(journal + ".old")
            || (File.Exists(Segments.GetPath(journal, 0)) && Segments.ReadVersion(Segments.GetPath(journal, 0)) is { } version && version < SegmentHeader.Current);
    }

    /// <summary>Carries the journal over, or finishes what was interrupted.</summary>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: the old journal is damaged. It was not changed.</exception>
    /// <exception cref="IOException">The disk is full. The old journal was not changed.</exception>
    public void Run(CancellationToken cancellationToken)
    {
        FinishMove();
        DeleteFolder(_new);
        if (File.Exists(Segments.GetPath(_journal, 0)) && Segments.Read(_journal, origin) is var files && files.Sound is [{ Header.Version: < SegmentHeader.Current }, ..])
        {
            CarryOver(files, cancellationToken);
        }

        CataloguedBefore.Remove(layout);
        keys.ForgetErased();
        DeleteFolder(_old); // Last: while it is there, the next start knows that something is left to do.
    }

    /// <summary>Puts the new journal in place of one that was moved away. It was compared before.</summary>
    private void FinishMove()
    {
        if (!Directory.Exists(_old) || File.Exists(Segments.GetPath(_journal, 0)))
        {
            return;
        }

        if (Directory.Exists(_journal))
        {
            Directory.Delete(_journal); // Empty: a store makes the folder before it finds that entries are missing.
        }

        Directory.Move(Directory.Exists(_new) ? _new : _old, _journal);
        DurableFiles.FlushFolder(layout.Root);
    }

    private void CarryOver(JournalFiles files, CancellationToken cancellationToken)
    {
        CarryOverEvents.Begun(logger, layout.Root);
        try
        {
            var size = Write(files, cancellationToken);
            Compare(files, cancellationToken);
            CarryOverEvents.Compared(logger, layout.Root, size);
        }
        catch
        {
            DeleteFolder(_new);
            throw;
        }

        Directory.Move(_journal, _old);
        DurableFiles.FlushFolder(layout.Root);
        Directory.Move(_new, _journal);
        DurableFiles.FlushFolder(layout.Root);
    }

    private long Write(JournalFiles files, CancellationToken cancellationToken)
    {
        DurableFolder.Create(_new);
        var first = files.Sound[0].Header with { Version = SegmentHeader.Current };
        JournalAppender.Begin(_new, UnflushedFile.Open, first);
        using var scan = new JournalScan(files.Sound);
        using var payloads = new JournalReader(_journal, SegmentHeader.Oldest);
        var segment = Segments.Read(_new, origin).Sound[0];
        using (var appender = JournalAppender.Open(_new, Segments.DefaultBytes, UnflushedFile.Open, segment, segment.Length))
        {
            var head = LogHead.Empty;
            foreach (var frame in scan.Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                var entries = frame.Entries.Select(placed =>
                {
                    var payload = payloads.ReadPayload(placed.Entry.Index, placed.Place);
                    return new NewEntry(Convert(placed, payload.Length > 0), payload);
                });
                appender.Append(head, FrameEncoder.Encode(new CommitBatch(head, frame.After, [.. entries])));
                if (frame.After.Size / ReportEvery > head.Size / ReportEvery)
                {
                    CarryOverEvents.Progress(logger, layout.Root, frame.After.Size);
                }

                head = frame.After;
            }

            // A batch that was torn by a crash is dropped, but only if it was never acknowledged.
            if (scan.IsTorn && files.Unborn is not null)
            {
                throw scan.DamageAtEnd(", and a segment was started after it"); // A segment is started only after the previous one is complete on disk.
            }

            if (KnownSize.FindLargest(layout, origin, held) is { } known && known.Size > head.Size)
            {
                throw scan.DamageAtEnd($"; {head.Size} entries are before it, and the {known.Source} knows {known.Size}");
            }

            FlushFiles();
            return head.Size;
        }
    }

    /// <summary>The entry with the handle of its person, and with its fingerprint keyed by the subject.</summary>
    private StoredEntry Convert(PlacedEntry old, bool hasPayload)
    {
        // The zero digest is nobody, and with a payload the department itself.
        if (old.Person.IsZero && !hasPayload)
        {
            return old.Entry;
        }

        var handle = keys.FindCarriedOver(old.Person)
            ?? throw new FaultException(StoreFaults.Damaged, $"The key for the payload of record {old.Entry.Id} is missing.");
        return old.Entry with
        {
            Subject = handle,
            Fingerprint = old.Entry.Fingerprint.IsZero ? default : keys.Find(handle)?.Fingerprint(old.Entry.Fingerprint) ?? default,
        };
    }

    /// <summary>Reads both journals and compares everything that has to be equal.</summary>
    private void Compare(JournalFiles files, CancellationToken cancellationToken)
    {
        var written = Segments.Read(_new, origin);
        using var oldScan = new JournalScan(files.Sound);
        using var newScan = new JournalScan(written.Sound);
        using var oldPayloads = new JournalReader(_journal, SegmentHeader.Oldest);
        using var newPayloads = new JournalReader(_new);
        using var after = newScan.Read().GetEnumerator();
        var people = new Dictionary<Digest, SubjectHandle>();
        foreach (var frame in oldScan.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            Require(after.MoveNext() && after.Current.After.Equals(frame.After) && after.Current.SizeBefore == frame.SizeBefore, frame.After.Size);
            foreach (var (old, carried) in frame.Entries.Zip(after.Current.Entries))
            {
                var payload = oldPayloads.ReadPayload(old.Entry.Index, old.Place);
                Require(payload.AsSpan().SequenceEqual(newPayloads.ReadPayload(carried.Entry.Index, carried.Place)), old.Entry.Index);
                Require(AreEqual(Convert(old, payload.Length > 0), carried.Entry), old.Entry.Index);
                people.TryAdd(old.Person, carried.Entry.Subject);
            }
        }

        var named = people.Values.Where(handle => !handle.IsNone).ToList();
        Require(!after.MoveNext() && !newScan.IsTorn && named.Distinct().Count() == named.Count, 0);
    }

    private static bool AreEqual(StoredEntry one, StoredEntry other) =>
        one.Text.Span.SequenceEqual(other.Text.Span) && one == other with { Text = one.Text };

    private void Require([DoesNotReturnIf(false)] bool isEqual, long entry)
    {
        if (!isEqual)
        {
            throw new FaultException(StoreFaults.Damaged, $"The journal of {origin}, carried over to this version, differs at entry {entry}. The old journal was not changed.");
        }
    }

    private void FlushFiles()
    {
        foreach (var path in Directory.EnumerateFiles(_new))
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            RandomAccess.FlushToDisk(file);
        }

        DurableFiles.FlushFolder(_new);
    }

    private void DeleteFolder(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
            DurableFiles.FlushFolder(layout.Root);
        }
    }
}
