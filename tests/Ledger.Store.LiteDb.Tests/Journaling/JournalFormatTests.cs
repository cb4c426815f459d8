using System.Buffers.Binary;
using System.Text;
using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Store.Contract;
using Ledger.Store.LiteDb.Journaling;
using Ledger.Verify.Entries;
using Ledger.Verify.Trees;

namespace Ledger.Store.LiteDb.Tests.Journaling;

/// <summary>Reads a journal byte by byte as the README describes it, without the code that wrote it.</summary>
public sealed class JournalFormatTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    // RFC 3720 appendix B.4. The numbers are the CRC values, not their bytes on the wire.
    public static TheoryData<byte[], uint> PublishedCrcs => new()
    {
        { new byte[32], 0x8A9136AA },
        { [.. Enumerable.Repeat((byte)0xFF, 32)], 0x62A8AB43 },
        { [.. Enumerable.Range(0, 32).Select(i => (byte)i)], 0x46DD794E },
        { [.. Enumerable.Range(0, 32).Select(i => (byte)(31 - i))], 0x113FDB5C },
        { "123456789"u8.ToArray(), 0xE3069283 },
    };

    [Theory, MemberData(nameof(PublishedCrcs))]
    public void Crc_PublishedVector_Matches(byte[] bytes, uint crc)
    {
        Assert.Equal(crc, Crc32C.Compute(bytes));
        Assert.Equal(crc, SlowCrc(bytes));
    }

    [Theory, InlineData(0), InlineData(1), InlineData(7), InlineData(8), InlineData(9)]
    public void CrcContinue_AnySplit_IsTheCrcOfTheWhole(int split)
    {
        var bytes = Encoding.ASCII.GetBytes("a split at any place gives the same");

        Assert.Equal(Crc32C.Compute(bytes), Crc32C.Continue(Crc32C.Compute(bytes.AsSpan(0, split)), bytes.AsSpan(split)));
    }

    [Fact]
    public async Task Journal_ReadAsTheReadmeDescribes_HoldsTheBatches()
    {
        var heads = await _folder.FillAsync([6, 1]);

        await CheckJournalAsync(heads, index => Batches.Entry(index));
    }

    /// <summary>Every combination of what an entry can be about, each with and without a successor.</summary>
    [Fact]
    public async Task Journal_EntriesAboutOthers_HasTheirIdsAndFlags()
    {
        await using (var store = await _folder.OpenAsync())
        {
            Assert.True(await store.TryCommitAsync(Batches.Create(LogHead.Empty, [.. Enumerable.Range(0, 16).Select(EntryWithFlags)]), TestContext.Current.CancellationToken));
        }

        await CheckJournalAsync([Batches.Create(LogHead.Empty, [.. Enumerable.Range(0, 16).Select(EntryWithFlags)]).After], index => EntryWithFlags((int)index));
        await using var again = await _folder.OpenAsync();
        for (var index = 0; index < 16; index++)
        {
            EntryAssert.Same(EntryWithFlags(index).Entry, await again.FindAsync(index, TestContext.Current.CancellationToken));
        }
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>An entry whose flags are the number.</summary>
    private static NewEntry EntryWithFlags(int flags)
    {
        var (entry, payload) = Batches.Entry(flags);
        return new NewEntry(entry with
        {
            Kind = EntryKind.Disclosure,
            Status = null,
            Successor = (flags & 1) == 0 ? null : Batches.IdOf(100 + flags),
            About = new EntryAbout(
                (flags & 2) == 0 ? null : Batches.IdOf(200 + flags), (flags & 4) == 0 ? null : Batches.IdOf(300 + flags), (flags & 8) == 0 ? default : Batches.HandleOf($"erased {flags}")),
        }, payload);
    }

    private async Task CheckJournalAsync(List<LogHead> heads, Func<long, NewEntry> entryAt)
    {
        var file = await File.ReadAllBytesAsync(_folder.SegmentPath(0), TestContext.Current.CancellationToken);
        var at = new Cursor(file);

        Assert.Equal("LDGRJRNL", at.Ascii(8));
        Assert.Equal(2, at.U16());
        Assert.Equal(StoreFolder.Origin.Length, at.U16());
        Assert.Equal(0u, at.U32());
        Assert.NotEqual(Guid.Empty, new Guid(at.Bytes(16), bigEndian: true));
        Assert.Equal(0L, at.I64());
        Assert.Equal(TreeHash.Empty.ToArray(), at.Bytes(32));
        Assert.Equal(0L, at.I64());
        Assert.Equal(StoreFolder.Origin, at.Ascii(StoreFolder.Origin.Length));
        at.CrcSince(0);

        var index = 0L;
        foreach (var head in heads)
        {
            var start = at.Position;
            Assert.Equal("LDGF", at.Ascii(4));
            Assert.Equal(2, at.U16());
            Assert.Equal(0, at.U16());
            Assert.Equal(head.Size - index, at.U32());
            var length = at.I64();
            Assert.Equal(index, at.I64());
            at.CrcSince(start);

            Assert.Equal(head.Size, at.I64());
            Assert.Equal(head.Root.ToArray(), at.Bytes(32));
            Assert.Equal(head.At, at.I64());
            Assert.Equal(head.Peaks.Length, at.U8());
            Assert.All(head.Peaks, peak => Assert.Equal(peak.ToArray(), at.Bytes(32)));
            for (; index < head.Size; index++)
            {
                ReadEntry(at, index, entryAt(index));
            }

            at.CrcSince(start);
            Assert.Equal(length, at.Position - start);
        }

        Assert.Equal(file.Length, at.Position);
    }

    private static void ReadEntry(Cursor at, long index, NewEntry expected)
    {
        var (entry, payload) = expected;
        var start = at.Position;
        Assert.Equal(index, at.I64());
        var factsLength = at.U32();
        Assert.Equal((uint)payload.Length, at.U32());
        var (factsCrc, payloadCrc) = (at.U32(), at.U32());
        var factsStart = at.Position;
        Assert.Equal(entry.Kind switch { EntryKind.Certificate => 1, EntryKind.Decision => 2, EntryKind.Consent => 3, EntryKind.Status => 4, _ => 5 }, at.U8());
        Assert.Equal(entry.Status is null ? 0 : 4, at.U8());
        var about = entry.About;
        Assert.Equal((entry.Successor is null ? 0 : 1) + (about.Record is null ? 0 : 2) + (about.Consent is null ? 0 : 4) + (about.Subject.IsNone ? 0 : 8), at.U8());
        Assert.Equal(0, at.U8());
        Assert.Equal(entry.Id.Value, new Guid(at.Bytes(16), bigEndian: true));
        foreach (var id in new[] { entry.Successor, about.Record, about.Consent }.OfType<RecordId>())
        {
            Assert.Equal(id.Value, new Guid(at.Bytes(16), bigEndian: true));
        }

        if (!about.Subject.IsNone)
        {
            Assert.Equal(about.Subject, SubjectHandle.FromBytes(at.Bytes(16)));
        }

        Assert.Equal(entry.At, at.I64());
        Assert.Equal(entry.Subject, SubjectHandle.FromBytes(at.Bytes(16)));
        Assert.Equal(entry.KeyHash.ToArray(), at.Bytes(32));
        Assert.Equal(entry.Fingerprint.ToArray(), at.Bytes(32));
        Assert.Equal(entry.Type, at.Ascii((int)at.U32()));
        Assert.Equal(entry.Text.ToArray(), at.Bytes((int)at.U32()));
        Assert.Equal(factsLength, (uint)(at.Position - factsStart));
        Assert.Equal(payload.ToArray(), at.Bytes(payload.Length));

        var lengths = at.Between(start, start + 16);
        Assert.Equal(SlowCrc([.. lengths, .. at.Between(factsStart, factsStart + (int)factsLength)]), factsCrc);
        Assert.Equal(SlowCrc([.. lengths[..8], .. payload.Span]), payloadCrc);
    }

    // CRC-32C bit by bit: the reflected polynomial 0x1EDC6F41, inverted before and after.
    private static uint SlowCrc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0x82F63B78);
            }
        }

        return ~crc;
    }

    private sealed class Cursor(byte[] file)
    {
        public int Position { get; private set; }

        public byte[] Bytes(int count)
        {
            Position += count;
            return file[(Position - count)..Position];
        }

        public byte[] Between(int start, int end) => file[start..end];

        public string Ascii(int count) => Encoding.ASCII.GetString(Bytes(count));

        public byte U8() => Bytes(1)[0];

        public ushort U16() => BinaryPrimitives.ReadUInt16LittleEndian(Bytes(2));

        public uint U32() => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4));

        public long I64() => BinaryPrimitives.ReadInt64LittleEndian(Bytes(8));

        public void CrcSince(int start)
        {
            var expected = SlowCrc(file.AsSpan(start, Position - start));
            Assert.Equal(expected, U32());
        }
    }
}
