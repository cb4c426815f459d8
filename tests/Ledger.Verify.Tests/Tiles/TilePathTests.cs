using Ledger.Verify.Tiles;

namespace Ledger.Verify.Tests.Tiles;

/// <summary>C2SP tlog-tiles, "Merkle Tree" and "Log entries": each file has exactly one path.</summary>
public sealed class TilePathTests
{
    /// <summary>The text after the prefix, and the file it names. The first row is the example of the specification.</summary>
    public static TheoryData<string, long, int> Paths => new()
    {
        { "x001/x234/067", 1_234_067, 256 },
        { "000", 0, 256 },
        { "001", 1, 256 },
        { "067", 67, 256 },
        { "999", 999, 256 },
        { "x001/000", 1000, 256 },
        { "x001/234", 1234, 256 },
        { "x999/999", 999_999, 256 },
        { "x001/x000/000", 1_000_000, 256 },
        { "x123/x456/078", 123_456_078, 256 },
        { "x123/x456/078.p/2", 123_456_078, 2 },
        { "000.p/1", 0, 1 },
        { "000.p/5", 0, 5 },
        { "273.p/112", 273, 112 },
        { "x001/234.p/255", 1234, 255 },
        { "x036/x028/x797/x018/x963/967", 36_028_797_018_963_967, 256 }, // the last full tile below 2^63 leaves
        { "x009/x223/x372/x036/x854/x774/999", 9_223_372_036_854_774_999, 256 }, // the last group of a thousand below 2^63
    };

    /// <summary>Texts after the prefix that are not valid.</summary>
    public static TheoryData<string> Malformed => new(
        "", "0", "00", "0000", "1234", "00a", "a00", "0 0", " 000", "000 ", "000\n", "-01", "+01", "0x1", "1e3", "０００", "٠٠٠",
        "/", "/000", "000/", "000//", "x", "x/", "x001", "x001/", "x001//234", "x001/x234", "x001/x234/", "x001/23", "x001/2345",
        "x01/234", "x0001/234", "X001/234", "001/234", "001/x234", "xx01/234", "x001x234", "x001/234/", "x001\\234",
        "x000/001", "x000/x001/234", "x000/000", // a leading zero group
        "x036/x028/x797/x018/963/967", // a group in the middle without its x
        "x009/x223/x372/x036/x854/x775/808", // 2^63
        "x999/x999/x999/x999/x999/x999/999", "x001/x000/x000/x000/x000/x000/x000/000",
        "000.p", "000.p/", "000.p/0", "000.p/00", "000.p/05", "000.p/005", "000.p/256", "000.p/257", "000.p/999", "000.p/1000",
        "000.p/-1", "000.p/+1", "000.p/ 1", "000.p/1 ", "000.p/a", "000.p/1/", "000.p/1\0", "000.p/1.p/1", "000.p/.p/1", ".p/1", "000/.p/1",
        "000.P/1", "000.p1", "000.p//1", "x001.p/1", "x001/.p/1", "x001/234.p/256", "000?p=1", "000#", "%30%30%30", "../000", "000/..");

    [Theory]
    [MemberData(nameof(Paths))]
    public void Path_File_IsWrittenAndReadBack(string rest, long index, int width)
    {
        Assert.Equal("tile/0/" + rest, new TileId(0, index, width).Path);
        Assert.Equal("tile/entries/" + rest, new EntryBundleId(index, width).Path);
        Assert.True(TileId.TryParse("tile/0/" + rest, out var tile));
        Assert.Equal(new TileId(0, index, width), tile);
        Assert.True(EntryBundleId.TryParse("tile/entries/" + rest, out var entries));
        Assert.Equal(new EntryBundleId(index, width), entries);
    }

    [Theory]
    [MemberData(nameof(Malformed))]
    public void TryParse_MalformedIndexOrWidth_IsRefused(string rest)
    {
        Assert.False(TileId.TryParse("tile/0/" + rest, out var tile));
        Assert.False(EntryBundleId.TryParse("tile/entries/" + rest, out var entries));

        Assert.Equal(default, tile);
        Assert.Equal(default, entries);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(7)]
    public void TryParse_EveryLevelOfALogOf2To63Leaves_IsRead(int level)
    {
        Assert.True(TileId.TryParse($"tile/{level}/x001/234.p/5", out var tile));

        Assert.Equal(new TileId(level, 1234, 5), tile);
        Assert.Equal($"tile/{level}/x001/234.p/5", tile.Path);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("tile")]
    [InlineData("tile/")]
    [InlineData("tile/0")]
    [InlineData("tile/0/")]
    [InlineData("/tile/0/000")]
    [InlineData("tile//000")]
    [InlineData("tile/8/000")] // no tree has such a tile
    [InlineData("tile/63/000")]
    [InlineData("tile/00/000")]
    [InlineData("tile/-1/000")]
    [InlineData("tile/+1/000")]
    [InlineData("tile/a/000")]
    [InlineData("tile/٠/000")]
    [InlineData("TILE/0/000")]
    [InlineData("tiles/0/000")]
    [InlineData("tile\\0\\000")]
    [InlineData("tile/0//000")]
    [InlineData("tile/data/000")]
    [InlineData("tile/entries/000")]
    [InlineData("log/tile/0/000")]
    public void TryParse_NotATile_IsRefused(string? path) => Assert.False(TileId.TryParse(path!, out _)); // The test is that null is refused.

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("tile/entries")]
    [InlineData("tile/entries/")]
    [InlineData("/tile/entries/000")]
    [InlineData("tile/entriesx/000")]
    [InlineData("tile/entries//000")]
    [InlineData("tile/Entries/000")]
    [InlineData("tile/0/000")]
    [InlineData("tile/data/000")]
    public void TryParse_NotAFileOfEntries_IsRefused(string? path) => Assert.False(EntryBundleId.TryParse(path!, out _)); // like null above

    [Fact]
    public void Path_EveryIndexUpTo100000_ReadsBack()
    {
        for (var index = 0L; index <= 100_000; index++)
        {
            var id = new EntryBundleId(index, index % 3 == 0 ? 256 : (int)(index % 255) + 1);
            if (!EntryBundleId.TryParse(id.Path, out var read) || read != id)
            {
                Assert.Fail(id.Path);
            }
        }
    }
}
