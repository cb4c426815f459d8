using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using Ledger.Mirroring;
using Ledger.Store.LiteDb.Journaling;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Store.LiteDb.Mirroring;

/// <summary>
/// Encodes and decodes blocks of events. The README describes the format. Integers are little-endian. Times are seconds since 1970 UTC.
/// </summary>
internal static class EventCodec
{
    private const int FixedRoom = 256; // At least the size of the fixed part of any event.
    private const int MaxText = 1 << 16;
    private const byte HeadKind = 16;

    public static void Write(IBufferWriter<byte> output, EventBlock block)
    {
        var field = new FieldWriter(output.GetSpan(FixedRoom));
        field.Number64(block.Block.Number);
        field.Digest(block.Block.Hash);
        field.Number64(ToSeconds(block.Block.Time));
        field.Number32((uint)block.Events.Length);
        output.Advance(field.Written);
        foreach (var chainEvent in block.Events)
        {
            Write(output, chainEvent);
        }
    }

    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: <see cref="Write(IBufferWriter{byte}, EventBlock)"/> did not write these bytes.</exception>
    public static ImmutableArray<EventBlock> Read(ReadOnlySpan<byte> bytes)
    {
        var field = new FieldReader(bytes);
        var blocks = ImmutableArray.CreateBuilder<EventBlock>();
        while (field.IsSound && !field.IsAtEnd)
        {
            var block = new ChainBlock(field.Number64(), field.Digest(), ReadTime(ref field));
            var count = field.Number32();
            field.Require(count > 0 && count <= bytes.Length);
            var events = ImmutableArray.CreateBuilder<ChainEvent>();
            for (var i = 0; i < count && field.IsSound; i++)
            {
                if (ReadEvent(ref field) is { } chainEvent)
                {
                    events.Add(chainEvent);
                }
                else
                {
                    field.Require(false);
                }
            }

            blocks.Add(new EventBlock(block, events.ToImmutable()));
        }

        return field.IsAtEnd ? blocks.ToImmutable() : throw new FaultException(StoreFaults.Damaged, "mirror.db contains events that cannot be decoded.");
    }

    private static void Write(IBufferWriter<byte> output, ChainEvent chainEvent)
    {
        var field = new FieldWriter(output.GetSpan(FixedRoom + RoomFor(chainEvent)));
        switch (chainEvent)
        {
            case DepartmentAdmitted e:
                Begin(ref field, 1, e.Change, e.Department);
                WriteText(ref field, e.Origin);
                WriteText(ref field, e.Operator.ToString());
                WriteText(ref field, e.NodeUrl);
                break;
            case DepartmentSuspended e:
                Begin(ref field, 2, e.Change, e.Department);
                break;
            case DepartmentReinstated e:
                Begin(ref field, 3, e.Change, e.Department);
                break;
            case OperatorChanged e:
                Begin(ref field, 4, e.Change, e.Department);
                WriteText(ref field, e.Operator.ToString());
                break;
            case NodeUrlChanged e:
                Begin(ref field, 5, e.Change, e.Department);
                WriteText(ref field, e.NodeUrl);
                break;
            case LogKeyOpened e:
                Begin(ref field, 6, e.Change, e.Department);
                field.Digest(e.Key);
                field.Number64(ToSeconds(e.ValidFrom));
                break;
            case LogKeyClosed e:
                Begin(ref field, 7, e.Change, e.Department);
                field.Digest(e.Key);
                field.Number64(ToSeconds(e.ValidUntil));
                break;
            case LogKeyCompromised e:
                Begin(ref field, 8, e.Change, e.Department);
                field.Digest(e.Key);
                field.Number64(ToSeconds(e.Since));
                break;
            case RecordKeyAdded e:
                Begin(ref field, 9, e.Change, e.Department);
                field.Digest(e.Thumbprint);
                field.Byte(e.Algorithm);
                field.Number32((uint)e.PublicKey.Length);
                field.Bytes(e.PublicKey.AsSpan());
                field.Number64(ToSeconds(e.Validity.From));
                field.Byte(e.Validity.Until is null ? (byte)0 : (byte)1);
                field.Number64(e.Validity.Until is { } until ? ToSeconds(until) : 0);
                break;
            case RecordKeyClosed e:
                Begin(ref field, 10, e.Change, e.Department);
                field.Digest(e.Thumbprint);
                field.Number64(ToSeconds(e.ValidUntil));
                break;
            case RecordKeyCompromised e:
                Begin(ref field, 11, e.Change, e.Department);
                field.Digest(e.Thumbprint);
                field.Number64(ToSeconds(e.Since));
                break;
            case TypeRegistered e:
                Begin(ref field, 12, e.Change, e.Type);
                WriteText(ref field, e.Uri);
                field.Digest(e.MetadataHash);
                break;
            case TypeAuthorised e:
                Begin(ref field, 13, e.Change, e.Department);
                field.Digest(e.Type);
                break;
            case TypeDeauthorised e:
                Begin(ref field, 14, e.Change, e.Department);
                field.Digest(e.Type);
                break;
            case MigrationRecorded e:
                Begin(ref field, 15, e.Change, e.Department);
                field.Digest(e.RecordHash);
                break;
            case HeadAnchored e:
                Begin(ref field, HeadKind, e.NewSize, e.Department);
                field.UnsignedNumber64(e.OldSize);
                field.Digest(e.Root);
                field.Digest(e.Transaction);
                break;
            case StatusChanged e:
                Begin(ref field, 17, e.Sequence, e.Department);
                field.Digest(e.RecordId);
                field.Byte((byte)e.Status);
                field.Byte(e.Successor.IsZero ? (byte)0 : (byte)1);
                if (!e.Successor.IsZero)
                {
                    field.Digest(e.Successor);
                }

                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }

        output.Advance(field.Written);
    }

    private static ChainEvent? ReadEvent(ref FieldReader field)
    {
        var kind = field.Byte();
        var size = field.UnsignedNumber64();
        field.Require(kind == HeadKind || size <= long.MaxValue); // Only the size of a head may exceed the range of a long.
        var number = unchecked((long)size);
        var name = field.Digest();
        return kind switch
        {
            1 => new DepartmentAdmitted(name, ReadText(ref field), ReadAddress(ref field), ReadText(ref field), number),
            2 => new DepartmentSuspended(name, number),
            3 => new DepartmentReinstated(name, number),
            4 => new OperatorChanged(name, ReadAddress(ref field), number),
            5 => new NodeUrlChanged(name, ReadText(ref field), number),
            6 => new LogKeyOpened(name, field.Digest(), ReadTime(ref field), number),
            7 => new LogKeyClosed(name, field.Digest(), ReadTime(ref field), number),
            8 => new LogKeyCompromised(name, field.Digest(), ReadTime(ref field), number),
            9 => new RecordKeyAdded(name, field.Digest(), field.Byte(), [.. field.Bytes(field.Number32())], ReadValidity(ref field), number),
            10 => new RecordKeyClosed(name, field.Digest(), ReadTime(ref field), number),
            11 => new RecordKeyCompromised(name, field.Digest(), ReadTime(ref field), number),
            12 => new TypeRegistered(name, ReadText(ref field), field.Digest(), number),
            13 => new TypeAuthorised(name, field.Digest(), number),
            14 => new TypeDeauthorised(name, field.Digest(), number),
            15 => new MigrationRecorded(name, field.Digest(), number),
            HeadKind => new HeadAnchored(name, field.UnsignedNumber64(), size, field.Digest(), field.Digest()),
            17 => new StatusChanged(name, field.Digest(), (EntryStatus)field.Byte(), field.Byte() == 0 ? default : field.Digest(), number),
            _ => null,
        };
    }

    /// <summary>
    /// Writes the start of an event: its kind, a number, and the department or record type. The number is that of the change, or the size of the
    /// head.
    /// </summary>
    private static void Begin(ref FieldWriter field, byte kind, long number, Digest name) => Begin(ref field, kind, (ulong)number, name);

    private static void Begin(ref FieldWriter field, byte kind, ulong number, Digest name)
    {
        field.Byte(kind);
        field.UnsignedNumber64(number);
        field.Digest(name);
    }

    private static int RoomFor(ChainEvent chainEvent) => chainEvent switch
    {
        DepartmentAdmitted e => 3 * (e.Origin.Length + e.NodeUrl.Length),
        NodeUrlChanged e => 3 * e.NodeUrl.Length,
        TypeRegistered e => 3 * e.Uri.Length,
        RecordKeyAdded e => e.PublicKey.Length,
        _ => 0,
    };

    private static void WriteText(ref FieldWriter field, string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        field.Number32((uint)utf8.Length);
        field.Bytes(utf8);
    }

    private static string ReadText(ref FieldReader field)
    {
        var length = field.Number32();
        field.Require(length <= MaxText);
        return Encoding.UTF8.GetString(field.Bytes(length));
    }

    private static ChainAddress ReadAddress(ref FieldReader field)
    {
        field.Require(ChainAddress.TryParse(ReadText(ref field), out var address));
        return address;
    }

    private static Validity ReadValidity(ref FieldReader field)
    {
        var from = ReadTime(ref field);
        var isClosed = field.Byte() != 0;
        var until = ReadTime(ref field);
        return new Validity(from, isClosed ? until : null);
    }

    // DateTimeOffset.MaxValue stands for a time in the far future. It is not a whole second, but it decodes to itself.
    private static long ToSeconds(DateTimeOffset time) => time.ToUnixTimeSeconds();

    private static DateTimeOffset ReadTime(ref FieldReader field)
    {
        var seconds = field.Number64();
        var last = DateTimeOffset.MaxValue.ToUnixTimeSeconds();
        field.Require(seconds <= last);
        return !field.IsSound ? default : seconds == last ? DateTimeOffset.MaxValue : DateTimeOffset.FromUnixTimeSeconds(seconds);
    }
}
