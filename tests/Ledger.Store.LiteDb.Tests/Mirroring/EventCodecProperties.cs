using System.Buffers;
using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Ledger.Mirroring;
using Ledger.Store.Contract;
using Ledger.Store.LiteDb.Mirroring;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.Tests;
using Ledger.Verify.Trees;

namespace Ledger.Store.LiteDb.Tests.Mirroring;

/// <summary>Events of every kind, and what damage makes of them.</summary>
public sealed class EventCodecProperties
{
    [Property(MaxTest = 200)]
    public Property Read_WhatWasWritten_IsTheSame() => Prop.ForAll(Blocks.ToArbitrary(), blocks =>
    {
        var read = EventCodec.Read(Write(blocks));

        Assert.Equal(blocks.Select(block => block.Block), read.Select(block => block.Block));
        Assert.Equal(blocks.SelectMany(block => block.Events).Select(Plain), read.SelectMany(block => block.Events).Select(Plain));
        Assert.Equal(Write(blocks), Write(read));
    });

    /// <summary>Pages have a CRC, which whoever writes the file can write too.</summary>
    [Property(MaxTest = 1000)]
    public Property Read_AnyDamage_IsRefusedOrOtherEvents() => Prop.ForAll(
        Gen.OneOf(Blocks.SelectMany(blocks => Generators.Damaged(Write(blocks))), Blocks.SelectMany(blocks => Generators.OneBitFlipped(Write(blocks)))).ToArbitrary(), bytes =>
        {
            try
            {
                EventCodec.Read(bytes);
            }
            catch (FaultException problem) when (StoreFaults.IsDamage(problem.Fault))
            {
                // The one refusal there is.
            }
        });

    [Property(MaxTest = 100)]
    public Property Read_ATimeBelowZero_IsDamage() => Prop.ForAll(Gen.Elements(long.MinValue, -1L).SelectMany(time => TimesChanged(time)).ToArbitrary(), bytes =>
    {
        FaultAssert.Throws(StoreFaults.Damaged, () => EventCodec.Read(bytes));
    });

    private static Gen<Digest> Digests => Generators.Digests;

    private static Gen<DateTimeOffset> Times { get; } = Generators.Times(TimeSpan.FromSeconds(1))
        .Select(time => time.ToUnixTimeSeconds() == DateTimeOffset.MaxValue.ToUnixTimeSeconds() ? DateTimeOffset.MaxValue : time);

    private static Gen<long> Numbers { get; } = Generators.NumbersUpTo(long.MaxValue);

    private static Gen<ulong> Sizes { get; } = Gen.OneOf(Numbers.Select(number => (ulong)number), Gen.Constant(ulong.MaxValue));

    private static Gen<ChainAddress> Addresses { get; } = Generators.Bytes(20).Select(bytes =>
        ChainAddress.TryParse("0x" + Convert.ToHexStringLower(bytes), out var address) ? address : default);

    private static Gen<ChainEvent> Events { get; } =
        from name in Digests
        from other in Digests
        from third in Digests
        from number in Numbers
        from sizes in Sizes.Two()
        from time in Times
        from until in Gen.OneOf(Gen.Constant<DateTimeOffset?>(null), Times.Select(end => (DateTimeOffset?)end))
        from account in Addresses
        from text in Generators.Texts
        from key in Generators.BytesUpTo(65)
        from status in Gen.Choose(0, 255)
        from chainEvent in Gen.Elements<ChainEvent>(
            new DepartmentAdmitted(name, text, account, $"http://{text}", number),
            new DepartmentSuspended(name, number),
            new DepartmentReinstated(name, number),
            new OperatorChanged(name, account, number),
            new NodeUrlChanged(name, text, number),
            new LogKeyOpened(name, other, time, number),
            new LogKeyClosed(name, other, time, number),
            new LogKeyCompromised(name, other, time, number),
            new RecordKeyAdded(name, other, (byte)status, [.. key], new Validity(time, until), number),
            new RecordKeyClosed(name, other, time, number),
            new RecordKeyCompromised(name, other, time, number),
            new TypeRegistered(name, text, other, number),
            new TypeAuthorised(name, other, number),
            new TypeDeauthorised(name, other, number),
            new MigrationRecorded(name, other, number),
            new HeadAnchored(name, sizes.Item1, sizes.Item2, other, third),
            new StatusChanged(name, other, (EntryStatus)status, third, number),
            new StatusChanged(name, other, (EntryStatus)status, default, number))
        select chainEvent;

    private static Gen<ImmutableArray<EventBlock>> Blocks { get; } =
        (from number in Numbers
         from hash in Digests
         from time in Times
         from count in Gen.Choose(1, 4)
         from events in Events.ArrayOf(count)
         select new EventBlock(new ChainBlock(number, hash, time), [.. events])).ArrayOf(2).Select(blocks => blocks.ToImmutableArray());

    // A block is its number, its hash and its time at first.
    private static Gen<byte[]> TimesChanged(long time) => Blocks.Select(blocks =>
    {
        var bytes = Write(blocks);
        BitConverter.TryWriteBytes(bytes.AsSpan(sizeof(long) + Digest.Length), time);
        return bytes;
    });

    private static byte[] Write(ImmutableArray<EventBlock> blocks)
    {
        var output = new ArrayBufferWriter<byte>();
        foreach (var block in blocks)
        {
            EventCodec.Write(output, block);
        }

        return output.WrittenSpan.ToArray();
    }

    // Two arrays of the same bytes are not equal; their bytes are compared with the whole.
    private static ChainEvent Plain(ChainEvent chainEvent) => chainEvent is RecordKeyAdded added ? added with { PublicKey = default } : chainEvent;
}
