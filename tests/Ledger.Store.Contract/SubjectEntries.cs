using System.Collections.Immutable;
using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Verify.Entries;

namespace Ledger.Store.Contract;

/// <summary>
/// Entries that depend only on their index, of which some are about another record, consent or subject: disclosures and erasures between records and
/// status changes.
/// </summary>
public static class SubjectEntries
{
    /// <summary>The consent that many disclosures name.</summary>
    public static readonly RecordId Consent = Batches.IdOf(2);

    /// <summary>The department's own subject, for which erasures are encrypted.</summary>
    public static readonly SubjectHandle Department = Batches.HandleOf("department");

    /// <summary>The next entries as a batch.</summary>
    public static CommitBatch After(LogHead head, int count) => Batches.Create(head, Create(head.Size, count));

    public static ImmutableArray<NewEntry> Create(long from, int count) => [.. Enumerable.Range(0, count).Select(i => Entry(from + i))];

    public static NewEntry Entry(long index)
    {
        var (entry, payload) = Batches.Entry(index);
        return (index % 9) switch
        {
            3 => new NewEntry(entry with { Subject = default }, default), // Of nobody, as after the loss of a machine.
            5 => new NewEntry(Own(entry, EntryKind.Disclosure, new EntryAbout(Batches.IdOf(index % 2), null, default)), payload),
            6 => new NewEntry(Own(entry, EntryKind.Disclosure, new EntryAbout(null, Consent, default)), payload),
            7 => new NewEntry(Own(entry, EntryKind.Disclosure, new EntryAbout(Batches.IdOf(index % 2), Consent, default)), payload),
            8 => new NewEntry(Own(entry, EntryKind.Erasure, new EntryAbout(null, null, entry.Subject)) with { Subject = Department }, payload),
            _ => new NewEntry(entry, payload),
        };
    }

    /// <summary>A request of the subject that the entry at this index would have.</summary>
    public static NewEntry Request(long index)
    {
        var (entry, payload) = Batches.Entry(index);
        return new NewEntry(Own(entry, EntryKind.Request, default), payload);
    }

    /// <summary>The subject that an entry is about. None for an entry of nobody.</summary>
    public static SubjectHandle SubjectOf(StoredEntry entry) => entry.About.Subject.IsNone ? entry.Subject : entry.About.Subject;

    public static bool IsAbout(StoredEntry entry, RecordId id) => entry.About.Record == id || entry.About.Consent == id;

    /// <summary>The entry with an id of its own. It is never a repeat.</summary>
    private static StoredEntry Own(StoredEntry entry, EntryKind kind, EntryAbout about)
    {
        var id = Batches.IdOf(1_000_000 + entry.Index);
        return entry with
        {
            Id = id,
            Kind = kind,
            Status = null,
            Successor = null,
            Text = new LogEntry(entry.At, Batches.HashOf($"commitment {entry.Index}"), id.ToString(), kind, null).ToUtf8(),
            Type = "",
            About = about,
            KeyHash = default,
            Fingerprint = default,
        };
    }
}
