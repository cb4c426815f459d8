using System.Numerics;
using System.Text;
using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Verify.Entries;
using Ledger.Verify.Trees;

namespace Ledger.Store.LiteDb.Journaling;

/// <summary>The bytes of a <see cref="StoredEntry"/> in the journal, without its index, which is in the <see cref="EntryHeader"/>.</summary>
internal static class EntryFacts
{
    private const byte HasSuccessor = 1;
    private const byte HasRecord = 2;
    private const byte HasConsent = 4;
    private const byte HasSubject = 8;
    private const byte AllFlags = HasSuccessor | HasRecord | HasConsent | HasSubject;

    // Kind, status, flags, one zero; id; at; subject; two digests; two lengths.
    private const int FixedLength = 4 + 16 + 8 + SubjectHandle.Length + (2 * Digest.Length) + 4 + 4;

    public static int LengthOf(StoredEntry entry) =>
        FixedLength + (16 * BitOperations.PopCount(FlagsOf(entry))) + Encoding.UTF8.GetByteCount(entry.Type) + entry.Text.Length;

    public static void Write(StoredEntry entry, Span<byte> destination)
    {
        var writer = new FieldWriter(destination);
        writer.Byte(CodeOf(entry.Kind));
        writer.Byte(CodeOf(entry.Status));
        writer.Byte(FlagsOf(entry));
        writer.Byte(0);
        entry.Id.WriteBytes(writer.Take(16));
        foreach (var id in new[] { entry.Successor, entry.About.Record, entry.About.Consent })
        {
            id?.WriteBytes(writer.Take(16));
        }

        if (!entry.About.Subject.IsNone)
        {
            entry.About.Subject.WriteBytes(writer.Take(SubjectHandle.Length));
        }

        writer.Number64(entry.At);
        entry.Subject.WriteBytes(writer.Take(SubjectHandle.Length));
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
        var head = ReadHead(ref reader, AllFlags);
        var id = RecordId.FromBytes(reader.Fixed(16));
        var successor = ReadId(ref reader, head.Flags & HasSuccessor);
        var about = new EntryAbout(
            ReadId(ref reader, head.Flags & HasRecord), ReadId(ref reader, head.Flags & HasConsent),
            (head.Flags & HasSubject) == 0 ? default : SubjectHandle.FromBytes(reader.Fixed(SubjectHandle.Length)));
        reader.Require((head.Flags & HasSubject) == 0 || !about.Subject.IsNone);
        var at = reader.Milliseconds();
        var subject = SubjectHandle.FromBytes(reader.Fixed(SubjectHandle.Length));
        entry = ReadRest(ref reader, facts, new Known(index, head, id, successor, at)) is { } read ? read with { Subject = subject, About = about } : null;
        return entry is not null;
    }

    /// <summary>Reads the facts that version 1 of the journal wrote. They have the blind index of the person instead of a handle.</summary>
    public static bool TryReadVersion1(long index, ReadOnlyMemory<byte> facts, out StoredEntry? entry, out Digest person)
    {
        var reader = new FieldReader(facts.Span);
        var head = ReadHead(ref reader, HasSuccessor);
        var id = RecordId.FromBytes(reader.Fixed(16));
        var successor = ReadId(ref reader, head.Flags & HasSuccessor);
        var at = reader.Milliseconds();
        person = reader.Digest();
        entry = ReadRest(ref reader, facts, new Known(index, head, id, successor, at));
        return entry is not null;
    }

    private readonly record struct Head(EntryKind? Kind, EntryStatus? Status, int Flags);

    private readonly record struct Known(long Index, Head Head, RecordId Id, RecordId? Successor, long At);

    private static Head ReadHead(ref FieldReader reader, byte knownFlags)
    {
        var kind = KindOf(reader.Byte());
        var statusKnown = TryStatusOf(reader.Byte(), out var status);
        var flags = reader.Byte();
        reader.Require(kind is not null && statusKnown && (flags & ~knownFlags) == 0 && reader.Byte() == 0);
        return new Head(kind, status, flags);
    }

    private static RecordId? ReadId(ref FieldReader reader, int flag) => flag == 0 ? null : RecordId.FromBytes(reader.Fixed(16));

    private static StoredEntry? ReadRest(ref FieldReader reader, ReadOnlyMemory<byte> facts, Known known)
    {
        var key = reader.Digest();
        var fingerprint = reader.Digest();
        var type = reader.Bytes(reader.Number32());
        var textLength = reader.Number32();
        var textStart = reader.Position;
        reader.Bytes(textLength);
        return !reader.IsAtEnd || known.Head.Kind is not { } kind ? null : new StoredEntry
        {
            Index = known.Index,
            Id = known.Id,
            Kind = kind,
            Status = known.Head.Status,
            Successor = known.Successor,
            At = known.At,
            Text = facts[textStart..],
            Type = Encoding.UTF8.GetString(type),
            Subject = default,
            KeyHash = key,
            Fingerprint = fingerprint,
        };
    }

    private static byte FlagsOf(StoredEntry entry) => (byte)(
        (entry.Successor is null ? 0 : HasSuccessor) | (entry.About.Record is null ? 0 : HasRecord) | (entry.About.Consent is null ? 0 : HasConsent)
        | (entry.About.Subject.IsNone ? 0 : HasSubject));

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
        EntryKind.Request => 9,
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
        9 => EntryKind.Request,
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
