using System.Buffers.Binary;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Migrations;
using Ledger.Verify.Tests.Verdicts;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Tests.Migrations;

/// <summary>The status changes of a migration record as rows: what is read back, and which rows no chain can have written.</summary>
public sealed class StatusRowsTests
{
    private const long MaxExact = (1L << 53) - 1;
    private const long LastSecond = 253_402_300_799;

    // The places of the numbers in a row.
    private const int Time = 65;
    private const int Block = 73;

    [Fact]
    public void FromChanges_AnyChanges_AreReadBackInOrder()
    {
        (Digest, StatusChangeFacts)[] changes =
        [
            FullRecord.Change(1, 4, 10),
            (FullRecord.Name(5), new StatusChangeFacts(EntryStatus.Superseded, Times.Seen, 10, 2, FullRecord.Name(6))),
            (FullRecord.Name(6), new StatusChangeFacts((EntryStatus)255, Times.Asked, 12, 3, default)),
        ];

        var rows = StatusRows.FromChanges(changes);

        Assert.Equal(81 * 3, rows.Bytes.Length);
        Assert.Equal(changes, Enumerable.Range(0, rows.Count).Select(index => rows[index]));
        Assert.Equal(Digest.Sha256(rows.Bytes.Span), rows.Hash);
    }

    [Fact]
    public void FindAll_OneOfSeveralRecords_HasItsChangesOldestFirst()
    {
        var rows = StatusRows.FromChanges(
            [FullRecord.Change(1, 4, 10), FullRecord.Change(2, 5, 11), FullRecord.Change(3, 4, 12), FullRecord.Change(4, 4, 13), FullRecord.Change(5, 5, 14)]);

        Assert.Equal([1L, 3, 4], rows.FindAll(FullRecord.Name(4)).Select(change => change.Sequence));
        Assert.Equal([2L, 5], rows.FindAll(FullRecord.Name(5)).Select(change => change.Sequence));
        Assert.Empty(rows.FindAll(FullRecord.Name(6)));
        Assert.Empty(StatusRows.Empty.FindAll(FullRecord.Name(4)));
    }

    [Theory]
    [InlineData(Time, 0, -1)]
    [InlineData(Time, 1, 999)]
    [InlineData(Time, 1, LastSecond + 1)]
    [InlineData(Block, 0, -1)]
    [InlineData(Block, 1, 9)]
    [InlineData(Block, 1, MaxExact + 1)]
    public void TryRead_RowThatNoChainWrote_IsNull(int place, int row, long value) => Assert.Null(StatusRows.TryRead(TwoRows((row, place, value))));

    [Theory]
    [InlineData(Time, 0, 0)]
    [InlineData(Time, 1, 1000)] // the time of the row before
    [InlineData(Time, 1, LastSecond)]
    [InlineData(Block, 0, 0)]
    [InlineData(Block, 1, 10)] // the block of the row before
    [InlineData(Block, 1, MaxExact)]
    public void TryRead_SmallestAndLargestNumbers_AreRead(int place, int row, long value)
    {
        var bytes = TwoRows((row, place, value));

        var read = StatusRows.TryRead(bytes)!;

        Assert.Equal(bytes, StatusRows.FromChanges([read[0], read[1]]).Bytes.ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(80)]
    [InlineData(82)]
    public void TryRead_PartOfARow_IsNull(int length) => Assert.Null(StatusRows.TryRead(TwoRows().AsMemory(0, length)));

    /// <summary>Two rows: blocks 10 and 11, both at second 1000, with one number changed.</summary>
    private static byte[] TwoRows(params ReadOnlySpan<(int Row, int Place, long Value)> changes)
    {
        var time = DateTimeOffset.FromUnixTimeSeconds(1000);
        var (one, other) = (FullRecord.Change(1, 4, 10), FullRecord.Change(2, 5, 11));
        var bytes = StatusRows.FromChanges([(one.Record, one.Change with { At = time }), (other.Record, other.Change with { At = time })]).Bytes.ToArray();
        foreach (var (row, place, value) in changes)
        {
            BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan((row * StatusRows.RowLength) + place), value);
        }

        return bytes;
    }
}
