using Ledger.Verify.Tiles;

namespace Ledger.Verify.Tests.Tiles;

public sealed class TileSpanTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(200_000)]
    public void CountFiles_OfALog_IsAsManyAsAreListed(long size) =>
        Assert.Equal(TileSpan.Entries(0, size).LongCount() + TileSpan.Hashes(0, size).LongCount(), TileSpan.CountFiles(size));

    [Fact]
    public void CountFiles_OfTheLargestLogThereIs_IsComputed() => Assert.Equal(72_198_883_438_002_305, TileSpan.CountFiles(long.MaxValue));

    [Fact]
    public void CountFiles_OfANegativeSize_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => TileSpan.CountFiles(-1));
}
