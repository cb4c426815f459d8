using System.Text;
using Ledger.Issuing;
using Ledger.Log;
using Ledger.Verify.Entries;

namespace Ledger.Store.LiteDb.Journaling;

/// <summary>The bytes of a <see cref="StoredEntry"/> in the journal, without its index, which is in the <see cref="EntryHeader"/>.</summary>
internal static class EntryFacts
{
    private const byte HasSuccessor = 1;

    // Kind, status, flags, one zero; id; at; three digests; two lengths.
    private const int FixedLength = 4 + 16 + 8 + (3 * 32) + 4 + 4;

    public static int LengthOf(StoredEntry entry) =>
        FixedLength + (entry.Successor is null ? 0 : 16) + Encoding.UTF8.GetByteCount(entry.Type) + entry.Text.Length;

    public static void Write(StoredEntry entry, Span<byte> destination)
    {
        var writer = new FieldWriter(destination);
        writer.Byte(CodeOf(entry.Kind));
        writer.Byte(CodeOf(entry.Status));
        writer.Byte(entry.Successor is null ? (byte)0 : HasSuccessor);
        writer.Byte(0);
        entry.Id.WriteBytes(writer.Take(16));
        if (entry.Successor is { } successor)
        {
            successor.WriteBytes(writer.Take(16));
        }

        writer.Number64(entry.At);
        writer.Digest(entry.SubjectIndex);
        writer.Digest(entry.KeyHash);
        writer.Digest(entry.Fingerprint);
        var typeLength = Encoding.UTF8.GetByteCount(entry.Type);
        writer.Number32((uint)typeLength);
        Encoding.UTF8.GetBytes(entry.Type, writer.Take(typeLength));
        writer.Number32((uint)entry.Text.Length);
        writer.Bytes(entry.Text.Span);
    }

    /// <summary>Reads strictly. The entry references <paramref name="facts"/>, which must not change afterwards.</summary>
    public static bool TryRead(long index, ReadOnlyMemory<byte> facts, out StoredEntry? entry)
    {
        var reader = new FieldReader(facts.Span);
        var kind = KindOf(reader.Byte());
        var statusKnown = TryStatusOf(reader.Byte(), out var status);
        var flags = reader.Byte();
        reader.Require(kind is not null && statusKnown && flags <= HasSuccessor && reader.Byte() == 0);
        var id = reader.Bytes(16);
        var successor = flags == HasSuccessor ? reader.Bytes(16) : default;
        var at = reader.Milliseconds();
        var subject = reader.Digest();
        var key = reader.Digest();
        var fingerprint = reader.Digest();
        var type = reader.Bytes(reader.Number32());
        var textLength = reader.Number32();
        var textStart = reader.Position;
        reader.Bytes(textLength);
        entry = !reader.IsAtEnd || kind is null ? null : new StoredEntry
        {
            Index = index,
            Id = RecordId.FromBytes(id),
            Kind = kind.Value,
            Status = status,
            Successor = flags == HasSuccessor ? RecordId.FromBytes(successor) : null,
            At = at,
            Text = facts[textStart..],
            Type = Encoding.UTF8.GetString(type),
            SubjectIndex = subject,
            KeyHash = key,
            Fingerprint = fingerprint,
        };
        return entry is not null;
    }

    // The codes of the file format. They do not depend on the values of the enumerations.
    public static byte CodeOf(EntryKind kind) => kind switch
    {
        EntryKind.Certificate => 1,
        EntryKind.Decision => 2,
        EntryKind.Consent => 3,
        EntryKind.Status => 4,
        EntryKind.Disclosure => 5,
        EntryKind.Key => 6,
        EntryKind.Migration => 7,
        EntryKind.Erasure => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static EntryKind? KindOf(byte code) => code switch
    {
        1 => EntryKind.Certificate,
        2 => EntryKind.Decision,
        3 => EntryKind.Consent,
        4 => EntryKind.Status,
        5 => EntryKind.Disclosure,
        6 => EntryKind.Key,
        7 => EntryKind.Migration,
        8 => EntryKind.Erasure,
        _ => null,
    };

    private static byte CodeOf(EntryStatus? status) => status switch
    {
        null => 0,
        EntryStatus.Active => 1,
        EntryStatus.Suspended => 2,
        EntryStatus.Revoked => 3,
        EntryStatus.Superseded => 4,
        EntryStatus.Withdrawn => 5,
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    private static bool TryStatusOf(byte code, out EntryStatus? status)
    {
        status = code switch
        {
            1 => EntryStatus.Active,
            2 => EntryStatus.Suspended,
            3 => EntryStatus.Revoked,
            4 => EntryStatus.Superseded,
            5 => EntryStatus.Withdrawn,
            _ => null,
        };
        return code == 0 || status is not null;
    }
}
