using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Verify.Entries;
using Ledger.Verify.Trees;

namespace Ledger.Store.Contract;

/// <summary>
/// Entries that depend only on their index. Every fifth entry is a status entry: the record one before it supersedes the record four before it. The
/// others are certificates, a consent and a decision.
/// </summary>
public static class Batches
{
    public const string Type = "https://city.example/vct/student-status/1";

    private const long Start = 1_795_000_000_000;

    public static CommitBatch After(LogHead head, int count, int payloadLength = 60) =>
        Create(head, [.. Enumerable.Range(0, count).Select(i => Entry(head.Size + i, payloadLength))]);

    public static CommitBatch Create(LogHead before, ImmutableArray<NewEntry> entries)
    {
        var range = new CompactRange(before.Size, before.Peaks);
        foreach (var (entry, _) in entries)
        {
            range.Append(TreeHash.Leaf(entry.Text.Span));
        }

        var at = Math.Max(before.At, entries.Max(entry => entry.Entry.At));
        return new CommitBatch(before, new LogHead(range.Size, range.Root(), at, range.Peaks), entries);
    }

    public static NewEntry Entry(long index, int payloadLength = 60)
    {
        var kind = KindOf(index);
        var isStatus = kind is EntryKind.Status;
        var id = IdOf(isStatus ? index - 4 : index);
        EntryStatus? status = isStatus ? EntryStatus.Superseded : null;
        return new NewEntry(
            new StoredEntry
            {
                Index = index,
                Id = id,
                Kind = kind,
                Status = status,
                Successor = isStatus ? IdOf(index - 1) : null,
                At = Start + index,
                Text = new LogEntry(Start + index, HashOf($"commitment {index}"), id.ToString(), kind, status).ToUtf8(),
                Type = isStatus ? "" : Type,
                Subject = SubjectOf(index),
                KeyHash = KeyOf(index),
                Fingerprint = HashOf($"request {index}"),
            },
            PayloadOf(index, payloadLength));
    }

    public static EntryKind KindOf(long index) => (index % 5) switch
    {
        4 => EntryKind.Status,
        3 => EntryKind.Decision,
        2 => EntryKind.Consent,
        _ => EntryKind.Certificate,
    };

    /// <summary>The subject of an entry: seven take turns.</summary>
    public static SubjectHandle SubjectOf(long index) => HandleOf($"subject {index % 7}");

    public static SubjectHandle HandleOf(string text) => SubjectHandle.FromBytes(HashOf(text).ToArray());

    public static Digest KeyOf(long index) => HashOf($"key {index}");

    public static RecordId IdOf(long index)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], index);
        (bytes[6], bytes[8]) = (0x70, 0x80); // RFC 9562 section 5.7: version 7, and the variant.
        return RecordId.FromBytes(bytes);
    }

    public static Digest HashOf(string text) => Digest.Sha256(Encoding.UTF8.GetBytes(text));

    // Random, like a real encrypted payload, but the same each time.
    private static byte[] PayloadOf(long index, int length)
    {
        var blocks = Enumerable.Range(0, (length + 31) / 32).SelectMany(block => HashOf($"payload {index} {block}").ToArray());
        return [.. blocks.Take(length)];
    }
}
