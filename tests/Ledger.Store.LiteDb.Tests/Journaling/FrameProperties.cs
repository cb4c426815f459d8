using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Store.Contract;
using Ledger.Store.LiteDb.Journaling;
using Ledger.Verify.Entries;
using Ledger.Verify.Tests;
using Ledger.Verify.Trees;

namespace Ledger.Store.LiteDb.Tests.Journaling;

/// <summary>Frames of any entries: read back as written, and damage is found whatever it is.</summary>
public sealed class FrameProperties
{
    private static readonly EntryPlace Place = new(0, 0);

    [Property(MaxTest = 100)]
    public Property Parse_AnyBatch_IsReadAsWritten() => Prop.ForAll(Batches.ToArbitrary(), batch =>
    {
        var bytes = Encode(batch);
        Assert.True(FrameHeader.TryRead(bytes, SegmentHeader.Current, out var header, out _));

        var frame = Frame.Parse(Place, SegmentHeader.Current, header, bytes);

        Assert.NotNull(frame);
        Assert.Equal(batch.After, frame.After);
        Assert.Equal(batch.After.Peaks, frame.After.Peaks);
        Assert.Equal(batch.Entries.Length, frame.Entries.Length);
        for (var i = 0; i < frame.Entries.Length; i++)
        {
            EntryAssert.Same(batch.Entries[i].Entry, frame.Entries[i].Entry);
        }
    });

    /// <summary>What reads one entry by its place checks no CRC but the entry's own.</summary>
    [Property(MaxTest = 200)]
    public Property Parse_OneBitOfAnEntryFlipped_IsRefused() => Prop.ForAll(FlippedInAnEntry.ToArbitrary(), bytes =>
    {
        Assert.True(FrameHeader.TryRead(bytes, SegmentHeader.Current, out var header, out _));

        Assert.Null(Frame.Parse(Place, SegmentHeader.Current, header, bytes));
    });

    [Property(MaxTest = 200)]
    public Property TryRead_OneBitOfAHeaderFlipped_IsRefused() => Prop.ForAll(
        Batches.SelectMany(batch => Generators.OneBitFlipped(Encode(batch)[..FrameHeader.Bytes])).ToArbitrary(),
        bytes => !FrameHeader.TryRead(bytes, SegmentHeader.Current, out _, out _));

    [Property(MaxTest = 300)]
    public Property Parse_DamageBehindASoundHeader_ThrowsNothing() => Prop.ForAll(
        Batches.SelectMany(batch => Generators.Damaged(Encode(batch)[FrameHeader.Bytes..])).ToArbitrary(), body => ReadWithHeader(2, 0, body));

    /// <summary>Whoever can write the file can write its CRCs.</summary>
    [Property(MaxTest = 300)]
    public Property Parse_AnyHeaderWithARightCrc_ThrowsNothing() => Prop.ForAll(
        (from entries in Gen.Choose(0, 3)
         from size in Generators.NumbersUpTo(long.MaxValue)
         from body in Generators.BytesUpTo(120)
         select (entries, size, body)).ToArbitrary(),
        given => ReadWithHeader(given.entries, given.size, given.body));

    [Property(MaxTest = 300)]
    public Property EntryFacts_AnyDamage_IsRefusedOrHasATime() => Prop.ForAll(
        Entries(0).SelectMany(entry => Generators.Damaged(FactsOf(entry.Entry))).ToArbitrary(), facts =>
        {
            if (EntryFacts.TryRead(0, facts, out var entry))
            {
                Assert.InRange(entry!.Time, DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue);
            }

            if (EntryFacts.TryReadVersion1(0, facts, out entry, out _))
            {
                Assert.InRange(entry!.Time, DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue);
            }
        });

    [Property(MaxTest = 100)]
    public Property SegmentHeader_Any_IsReadAsWritten() => Prop.ForAll(Headers.ToArbitrary(), header =>
    {
        var bytes = header.Encode();

        Assert.True(SegmentHeader.TryDecode([.. bytes, 1, 2, 3], out var read, out var length, out _));
        Assert.Equal(header, read);
        Assert.Equal(bytes.Length, length);
    });

    [Property(MaxTest = 300)]
    public Property SegmentHeader_OneBitFlipped_IsRefused() => Prop.ForAll(
        Headers.SelectMany(header => Generators.OneBitFlipped(header.Encode())).ToArbitrary(), bytes => !SegmentHeader.TryDecode(bytes, out _, out _, out _));

    [Property(MaxTest = 300)]
    public Property SegmentHeader_AnyDamage_ThrowsNothing() => Prop.ForAll(
        Headers.SelectMany(header => Generators.Damaged(header.Encode())).ToArbitrary(), bytes =>
        {
            SegmentHeader.TryDecode(bytes, out _, out _, out _);
        });

    /// <summary>Facts have one form. A subject of zeros would be a second form of "about nobody else".</summary>
    [Property(MaxTest = 100)]
    public Property EntryFacts_UnknownFlagOrSubjectOfZeros_IsRefused() => Prop.ForAll(Entries(0).ToArbitrary(), Gen.Choose(4, 7).ToArbitrary(), (added, bit) =>
    {
        var entry = added.Entry with { About = new EntryAbout(null, null, SubjectHandle.Create()) };
        var facts = FactsOf(entry);
        Assert.True(EntryFacts.TryRead(0, facts, out _));

        facts[2] |= (byte)(1 << bit);
        Assert.False(EntryFacts.TryRead(0, facts, out _));
        facts = FactsOf(entry);
        facts.AsSpan(entry.Successor is null ? 20 : 36, SubjectHandle.Length).Clear();
        Assert.False(EntryFacts.TryRead(0, facts, out _));
    });

    private static Gen<SubjectHandle> Handles { get; } = Generators.Bytes(SubjectHandle.Length).Select(bytes => SubjectHandle.FromBytes(bytes));

    private static Gen<SegmentHeader> Headers { get; } =
        from id in Generators.Bytes(16)
        from number in Gen.Choose(0, int.MaxValue)
        from first in Generators.NumbersUpTo(long.MaxValue)
        from root in Generators.Digests
        from previous in Generators.NumbersUpTo(long.MaxValue)
        from origin in Generators.Texts
        from version in Gen.Elements(SegmentHeader.Oldest, SegmentHeader.Current)
        select new SegmentHeader(new Guid(id), number, first, root, previous, $"o{origin}") { Version = version };

    private static Gen<CommitBatch> Batches { get; } =
        from size in Generators.NumbersUpTo(1L << 50)
        from peaks in Generators.Digests.ArrayOf(BitOperations.PopCount((ulong)size))
        from count in Gen.Choose(1, 4)
        from entries in Gen.CollectToList(Enumerable.Range(0, count).Select(i => Entries(size + i)))
        select Contract.Batches.Create(new LogHead(size, TreeRoot.Fold(peaks), 0, [.. peaks]), [.. entries]);

    private static Gen<byte[]> FlippedInAnEntry { get; } = Batches.SelectMany(batch =>
    {
        var start = FrameHeader.Bytes + FrameEncoder.HeadBytes(batch.After.Peaks.Length);
        var bytes = Encode(batch);
        return Generators.OneBitFlipped(bytes, start, bytes.Length - FrameEncoder.TrailerBytes);
    });

    private static Gen<RecordId?> MaybeIds { get; } =
        Gen.OneOf(Gen.Constant<RecordId?>(null), Generators.Bytes(16).Select(bytes => (RecordId?)RecordId.FromBytes(bytes)));

    private static Gen<EntryAbout> Abouts { get; } =
        from record in MaybeIds
        from consent in MaybeIds
        from subject in Gen.OneOf(Gen.Constant(default(SubjectHandle)), Handles)
        select new EntryAbout(record, consent, subject);

    private static Gen<NewEntry> Entries(long index) =>
        from id in Generators.Bytes(16)
        from kind in Gen.Elements(Enum.GetValues<EntryKind>())
        from status in Gen.Elements<EntryStatus?>([null, .. Enum.GetValues<EntryStatus>()])
        from successor in MaybeIds
        from about in Abouts
        from at in Generators.Times(TimeSpan.FromMilliseconds(1))
        from text in Generators.BytesUpTo(60)
        from type in Generators.Texts
        from subject in Handles
        from digests in Generators.Digests.ArrayOf(2)
        from payload in Generators.BytesUpTo(60)
        select new NewEntry(
            new StoredEntry
            {
                Index = index,
                Id = RecordId.FromBytes(id),
                Kind = kind,
                Status = status,
                Successor = successor,
                At = at.ToUnixTimeMilliseconds(),
                Text = text,
                Type = type,
                Subject = subject,
                About = about,
                KeyHash = digests[0],
                Fingerprint = digests[1],
            },
            payload);

    private static byte[] Encode(CommitBatch batch) => [.. FrameEncoder.Encode(batch).Parts.SelectMany(part => part.ToArray())];

    private static byte[] FactsOf(StoredEntry entry)
    {
        var facts = new byte[EntryFacts.LengthOf(entry)];
        EntryFacts.Write(entry, facts);
        return facts;
    }

    private static void ReadWithHeader(int entries, long sizeBefore, byte[] body)
    {
        var bytes = new byte[FrameHeader.Bytes + body.Length];
        new FrameHeader(entries, bytes.Length, sizeBefore).Write(bytes);
        body.CopyTo(bytes, FrameHeader.Bytes);
        if (FrameHeader.TryRead(bytes, SegmentHeader.Current, out var header, out _))
        {
            Frame.Parse(Place, SegmentHeader.Current, header, bytes);
        }
    }
}
