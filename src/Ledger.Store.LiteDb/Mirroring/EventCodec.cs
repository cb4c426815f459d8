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

/// <summary>Encodes and decodes blocks of events. The README has the format. Integers are little-endian; times are seconds since 1970 UTC.</summary>
internal static class EventCodec
{
    private const int Fixed = 256; // More than the fixed part of any event.
    private const int MaxText = 1 << 16;
    private const byte HeadKind = 16;

    public static void Write(IBufferWriter<byte> output, EventBlock block)
    {
        var field = new FieldWriter(output.GetSpan(Fixed));
        field.Number64(block.Block.Number);
        field.Digest(block.Block.Hash);
        field.Number64(Seconds(block.Block.Time));
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
            var block = new ChainBlock(field.Number64(), field.Digest(), Time(ref field));
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

        return field.IsAtEnd ? blocks.ToImmutable() : throw new FaultException(StoreFaults.Damaged, "mirror.db holds events that are not as written.");
    }

    private static void Write(IBufferWriter<byte> output, ChainEvent chainEvent)
    {
        var field = new FieldWriter(output.GetSpan(Fixed + RoomFor(chainEvent)));
        switch (chainEvent)
        {
            case DepartmentAdmitted e:
                Begin(ref field, 1, e.Change, e.Department);
                Text(ref field, e.Origin);
                Text(ref field, e.Operator.ToString());
                Text(ref field, e.NodeUrl);
                break;
            case DepartmentSuspended e:
                Begin(ref field, 2, e.Change, e.Department);
                break;
            case DepartmentReinstated e:
                Begin(ref field, 3, e.Change, e.Department);
                break;
            case OperatorChanged e:
                Begin(ref field, 4, e.Change, e.Department);
                Text(ref field, e.Operator.ToString());
                break;
            case NodeUrlChanged e:
                Begin(ref field, 5, e.Change, e.Department);
                Text(ref field, e.NodeUrl);
                break;
            case LogKeyOpened e:
                Begin(ref field, 6, e.Change, e.Department);
                field.Digest(e.Key);
                field.Number64(Seconds(e.ValidFrom));
                break;
            case LogKeyClosed e:
                Begin(ref field, 7, e.Change, e.Department);
                field.Digest(e.Key);
                field.Number64(Seconds(e.ValidUntil));
                break;
            case LogKeyCompromised e:
                Begin(ref field, 8, e.Change, e.Department);
                field.Digest(e.Key);
                field.Number64(Seconds(e.Since));
                break;
            case RecordKeyAdded e:
                Begin(ref field, 9, e.Change, e.Department);
                field.Digest(e.Thumbprint);
                field.Byte(e.Algorithm);
                field.Number32((uint)e.PublicKey.Length);
                field.Bytes(e.PublicKey.AsSpan());
                field.Number64(Seconds(e.Validity.From));
                field.Byte(e.Validity.Until is null ? (byte)0 : (byte)1);
                field.Number64(e.Validity.Until is { } until ? Seconds(until) : 0);
                break;
            case RecordKeyClosed e:
                Begin(ref field, 10, e.Change, e.Department);
                field.Digest(e.Thumbprint);
                field.Number64(Seconds(e.ValidUntil));
                break;
            case RecordKeyCompromised e:
                Begin(ref field, 11, e.Change, e.Department);
                field.Digest(e.Thumbprint);
                field.Number64(Seconds(e.Since));
                break;
            case TypeRegistered e:
                Begin(ref field, 12, e.Change, e.Type);
                Text(ref field, e.Uri);
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
        field.Require(kind == HeadKind || size <= long.MaxValue); // Only the size of a head may exceed the range.
        var number = unchecked((long)size);
        var name = field.Digest();
        return kind switch
        {
            1 => new DepartmentAdmitted(name, Text(ref field), Address(ref field), Text(ref field), number),
            2 => new DepartmentSuspended(name, number),
            3 => new DepartmentReinstated(name, number),
            4 => new OperatorChanged(name, Address(ref field), number),
            5 => new NodeUrlChanged(name, Text(ref field), number),
            6 => new LogKeyOpened(name, field.Digest(), Time(ref field), number),
            7 => new LogKeyClosed(name, field.Digest(), Time(ref field), number),
            8 => new LogKeyCompromised(name, field.Digest(), Time(ref field), number),
            9 => new RecordKeyAdded(name, field.Digest(), field.Byte(), [.. field.Bytes(field.Number32())], Validity(ref field), number),
            10 => new RecordKeyClosed(name, field.Digest(), Time(ref field), number),
            11 => new RecordKeyCompromised(name, field.Digest(), Time(ref field), number),
            12 => new TypeRegistered(name, Text(ref field), field.Digest(), number),
            13 => new TypeAuthorised(name, field.Digest(), number),
            14 => new TypeDeauthorised(name, field.Digest(), number),
            15 => new MigrationRecorded(name, field.Digest(), number),
            HeadKind => new HeadAnchored(name, field.UnsignedNumber64(), size, field.Digest(), field.Digest()),
            17 => new StatusChanged(name, field.Digest(), (EntryStatus)field.Byte(), field.Byte() == 0 ? default : field.Digest(), number),
            _ => null,
        };
    }

    /// <summary>Writes the start of an event: kind, counting number, and department or record type.</summary>
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

    private static void Text(ref FieldWriter field, string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        field.Number32((uint)utf8.Length);
        field.Bytes(utf8);
    }

    private static string Text(ref FieldReader field)
    {
        var length = field.Number32();
        field.Require(length <= MaxText);
        return Encoding.UTF8.GetString(field.Bytes(length));
    }

    private static ChainAddress Address(ref FieldReader field)
    {
        field.Require(ChainAddress.TryParse(Text(ref field), out var address));
        return address;
    }

    private static Validity Validity(ref FieldReader field)
    {
        var from = Time(ref field);
        var isClosed = field.Byte() != 0;
        var until = Time(ref field);
        return new Validity(from, isClosed ? until : null);
    }

    // DateTimeOffset.MaxValue stands for a time in the far future. It is not a whole second, but it decodes to itself.
    private static long Seconds(DateTimeOffset time) => time.ToUnixTimeSeconds();

    private static DateTimeOffset Time(ref FieldReader field)
    {
        var seconds = field.Number64();
        var last = DateTimeOffset.MaxValue.ToUnixTimeSeconds();
        field.Require(seconds <= last);
        return !field.IsSound ? default : seconds == last ? DateTimeOffset.MaxValue : DateTimeOffset.FromUnixTimeSeconds(seconds);
    }
}
