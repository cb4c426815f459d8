using System.Globalization;
using System.Text;
using Ledger.Log;
using Ledger.Verify.Tiles;
using Ledger.Verify.Trees;

namespace Ledger.Tests.Log;

/// <summary>The right edge of the tree without a log, so that large sizes are fast to test.</summary>
public sealed class TreeEdgeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Append_OneByOne_AgreesWithTheNaiveTreeAtEverySize()
    {
        var texts = Texts(0, 600);
        var tree = new NaiveTree(texts);
        var edge = new TreeEdge();
        var range = new CompactRange();
        Assert.Equal(tree.Root(0), edge.Root().ToArray());

        for (var size = 1; size <= texts.Count; size++)
        {
            edge.Append([texts[size - 1]]);
            range.Append(TreeHash.Leaf(texts[size - 1].Span));

            Assert.Equal(size, edge.Size);
            Assert.Equal(tree.Root(size), edge.Root().ToArray());
            Assert.Equal(edge.Root(), range.Root());
        }
    }

    [Theory]
    [InlineData(0, 600), InlineData(1, 254), InlineData(1, 255), InlineData(255, 1), InlineData(255, 258), InlineData(256, 256), InlineData(3, 2)]
    public void Append_Batch_ReturnsExactlyTheChangedFiles(int before, int count)
    {
        var edge = new TreeEdge();
        edge.Append(Texts(0, before));

        var files = edge.Append(Texts(before, count));

        var expected = TileSpan.Hashes(before, before + count).Select(tile => tile.Path)
            .Concat(TileSpan.Entries(before, before + count).Select(bundle => bundle.Path));
        Assert.Equal(expected.Order(StringComparer.Ordinal), files.Files.Select(file => file.Path).Order(StringComparer.Ordinal));
        Assert.Equal(expected.Where(path => !path.Contains(".p/", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            files.Filled.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Append_ToAClone_LeavesTheOriginalUnchanged()
    {
        var edge = new TreeEdge();
        edge.Append(Texts(0, 255));
        var root = edge.Root();

        edge.Clone().Append(Texts(255, 3));

        Assert.Equal((255L, root), (edge.Size, edge.Root()));
        Assert.Contains(edge.Append(Texts(255, 1)).Files, file => file.Path == "tile/1/000.p/1");
    }

    [Fact]
    public async Task Append_AcrossTheSecondLevel_AgreesWithTheNaiveTreeAndCanBeRead()
    {
        const int Full = 65_536;
        using var folder = new LogFolder();
        var texts = Texts(0, Full + 1);
        var tree = new NaiveTree(texts);
        var tiles = new FileTileStore(folder.Tiles);
        var edge = new TreeEdge();
        edge.Append(texts[..(Full - 2)]);

        foreach (var size in new[] { Full - 1, Full, Full + 1 })
        {
            var files = edge.Append([texts[size - 1]]);
            await tiles.WriteAsync(files.Files, Cancel);

            Assert.Equal(tree.Root(size), edge.Root().ToArray());
            Assert.Equal(size == Full ? ["tile/0/255", "tile/1/000", "tile/entries/255"] : [], files.Filled.Order(StringComparer.Ordinal));
            Assert.Equal(size >= Full, files.Files.Any(file => file.Path == "tile/2/000.p/1") || size > Full);
            if (size == Full - 1)
            {
                await Assert.ThrowsAsync<InvalidDataException>(async () => await TreeEdge.ReadAsync(tiles, Full, Cancel));
            }

            var read = await TreeEdge.ReadAsync(tiles, size, Cancel);
            Assert.Equal((edge.Size, edge.Root()), (read.Size, read.Root()));
        }
    }

    private static List<ReadOnlyMemory<byte>> Texts(int first, int count) =>
        [.. Enumerable.Range(first, count).Select(i => (ReadOnlyMemory<byte>)Encoding.ASCII.GetBytes(i.ToString(CultureInfo.InvariantCulture)))];
}
