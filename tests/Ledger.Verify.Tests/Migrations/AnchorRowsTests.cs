using System.Buffers.Binary;
using System.Collections;
using Ledger.Verify.Chain;
using Ledger.Verify.Migrations;
using Ledger.Verify.Tests.Verdicts;

namespace Ledger.Verify.Tests.Migrations;

/// <summary>The anchors of a migration record as rows: what is read back, and which rows no chain can have written.</summary>
public sealed class AnchorRowsTests
{
    private const long MaxExact = (1L << 53) - 1;
    private const long LastSecond = 253_402_300_799;

    // The places of the numbers in a row.
    private const int Size = 0;
    private const int Block = 72;
    private const int Time = 112;

    [Fact]
    public void FromAnchors_AnyAnchors_AreReadBackInOrder()
    {
        AnchorFacts[] anchors = [FullRecord.Anchor(0, 3, 10), FullRecord.Anchor(3, 7, 10), FullRecord.Anchor(7, 8, 12)];

        var rows = AnchorRows.FromAnchors(anchors);

        Assert.Equal(120 * 3, rows.Bytes.Length);
        Assert.Equal(anchors, rows);
        Assert.Equal(anchors, ((IEnumerable)rows).Cast<AnchorFacts>());
        Assert.Equal(anchors, Enumerable.Range(0, rows.Count).Select(index => rows[index]));
        Assert.Equal(anchors, AnchorRows.TryRead(rows.Bytes));
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(0, 4)]
    [InlineData(0, 2)]
    public void FromAnchors_AnAnchorThatDoesNotStartWhereTheLastEnded_IsRefused(long first, long second) =>
        Assert.Throws<ArgumentException>(() => AnchorRows.FromAnchors([FullRecord.Anchor(first, 3, 10), FullRecord.Anchor(second, 7, 10)]));

    [Theory]
    [InlineData(Size, 0, 0)]
    [InlineData(Size, 0, -1)]
    [InlineData(Size, 1, 3)] // the size of the row before
    [InlineData(Size, 1, 2)]
    [InlineData(Size, 1, MaxExact + 1)]
    [InlineData(Block, 0, -1)]
    [InlineData(Block, 1, 9)]
    [InlineData(Block, 1, MaxExact + 1)]
    [InlineData(Time, 0, -1)]
    [InlineData(Time, 1, 999)]
    [InlineData(Time, 1, LastSecond + 1)]
    public void TryRead_RowThatNoChainWrote_IsNull(int place, int row, long value) => Assert.Null(AnchorRows.TryRead(TwoRows((row, place, value))));

    [Theory]
    [InlineData(Size, 0, 1)]
    [InlineData(Size, 1, MaxExact)]
    [InlineData(Size, 1, 4)]
    [InlineData(Block, 0, 0)]
    [InlineData(Block, 1, 10)] // the block of the row before
    [InlineData(Block, 1, MaxExact)]
    [InlineData(Time, 0, 0)]
    [InlineData(Time, 1, 1000)] // the time of the row before
    [InlineData(Time, 1, LastSecond)]
    public void TryRead_SmallestAndLargestNumbers_AreRead(int place, int row, long value)
    {
        var bytes = TwoRows((row, place, value));

        var read = AnchorRows.TryRead(bytes);

        Assert.Equal(bytes, AnchorRows.FromAnchors(read!).Bytes.ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(119)]
    [InlineData(121)]
    public void TryRead_PartOfARow_IsNull(int length) => Assert.Null(AnchorRows.TryRead(TwoRows().AsMemory(0, length)));

    [Fact]
    public void TryRead_NoRow_IsEmpty() => Assert.Empty(AnchorRows.TryRead(default)!);

    /// <summary>Two rows: sizes 3 and 7, blocks 10 and 11, both at second 1000, with one number changed.</summary>
    private static byte[] TwoRows(params ReadOnlySpan<(int Row, int Place, long Value)> changes)
    {
        var time = DateTimeOffset.FromUnixTimeSeconds(1000);
        var bytes = AnchorRows.FromAnchors(
        [
            FullRecord.Anchor(0, 3, 0) with { Block = Times.Block(10, time) }, FullRecord.Anchor(3, 7, 0) with { Block = Times.Block(11, time) },
        ]).Bytes.ToArray();
        foreach (var (row, place, value) in changes)
        {
            BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan((row * AnchorRows.RowLength) + place), value);
        }

        return bytes;
    }
}
