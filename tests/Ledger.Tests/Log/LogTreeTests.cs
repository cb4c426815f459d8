using Ledger.Store.Contract;
using Ledger.Verify.Faults;


namespace Ledger.Tests.Log;

public sealed class LogTreeTests : IDisposable
{
    private const int Size = 259;

    // Sizes around the edge of a tile, and all shapes of small trees.
    private static readonly int[] Sizes = [1, 2, 3, 4, 5, 7, 8, 9, 127, 128, 129, 254, 255, 256, 257, 258, 259];

    private readonly LogFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ProveInclusion_EarlierSizes_AreThePathsOfTheNaiveTree()
    {
        await using var log = await OpenFilledAsync();
        var tree = await ReadAsync(log);
        foreach (var size in Sizes)
        {
            foreach (var index in Sizes.Select(each => each - 1).Where(index => index < size))
            {
                var proof = await log.Log.Tree.ProveInclusionAsync(index, size, Cancel);
                Assert.Equal(tree.Path(index, size), proof.Select(hash => hash.ToArray()));
            }
        }
    }

    [Fact]
    public async Task ProveConsistency_AnyTwoSizes_AreTheProofsOfTheNaiveTree()
    {
        await using var log = await OpenFilledAsync();
        var tree = await ReadAsync(log);
        foreach (var newSize in Sizes)
        {
            Assert.Empty(await log.Log.Tree.ProveConsistencyAsync(0, newSize, Cancel));
            foreach (var oldSize in Sizes.Where(size => size <= newSize))
            {
                var proof = await log.Log.Tree.ProveConsistencyAsync(oldSize, newSize, Cancel);
                Assert.Equal(tree.Proof(oldSize, newSize), proof.Select(hash => hash.ToArray()));
            }
        }
    }

    [Fact]
    public async Task RootAt_EverySize_IsTheRootOfTheNaiveTree()
    {
        await using var log = await OpenFilledAsync();
        var tree = await ReadAsync(log);
        for (var size = 0; size <= Size; size++)
        {
            Assert.Equal(tree.Root(size), (await log.Log.Tree.RootAtAsync(size, Cancel)).ToArray());
        }
    }

    [Theory, InlineData(-1, 5), InlineData(5, 5), InlineData(0, 0), InlineData(0, Size + 1), InlineData(0, -1)]
    public async Task ProveInclusion_NoSuchEntryOrSize_Throws(long index, long size)
    {
        await using var log = await OpenFilledAsync();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await log.Log.Tree.ProveInclusionAsync(index, size, Cancel));
    }

    [Theory, InlineData(6, 5), InlineData(-1, 5), InlineData(5, Size + 1)]
    public async Task ProveConsistency_NoSuchSizes_Throws(long oldSize, long newSize)
    {
        await using var log = await OpenFilledAsync();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await log.Log.Tree.ProveConsistencyAsync(oldSize, newSize, Cancel));
    }

    [Theory, InlineData(0), InlineData(31)]
    public async Task ProveInclusion_TileMissingOrCut_Throws(int length)
    {
        await using var log = await OpenFilledAsync();
        var path = Path.Combine(_folder.Tiles, "tile/0/000");
        using (var file = new FileStream(path, FileMode.Open))
        {
            file.SetLength(length);
        }

        var damaged = await FaultAssert.ThrowsAsync(StoreFaults.Damaged, async () => await log.Log.Tree.ProveInclusionAsync(3, Size, Cancel));

        Assert.Contains("tile/0/000 ", damaged.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProveInclusion_FullTileReplacesThePartialOneMeanwhile_ReadsTheFullOne()
    {
        await _folder.FillAsync(255);
        using var later = _folder.Copy();
        await using var log = await _folder.OpenAsync();
        var tree = await ReadAsync(log);
        await using (var writer = await later.OpenAsync())
        {
            await writer.AppendAsync(255, 1);
        }

        File.Copy(Path.Combine(later.Tiles, "tile/0/000"), Path.Combine(_folder.Tiles, "tile/0/000"));
        Directory.Delete(Path.Combine(_folder.Tiles, "tile/0/000.p"), recursive: true);

        var proof = await log.Log.Tree.ProveInclusionAsync(3, 255, Cancel);

        Assert.Equal(tree.Path(3, 255), proof.Select(hash => hash.ToArray()));
    }

    public void Dispose() => _folder.Dispose();

    private async Task<OpenLog> OpenFilledAsync()
    {
        await _folder.FillAsync(250, 9);
        return await _folder.OpenAsync();
    }

    private static async Task<NaiveTree> ReadAsync(OpenLog log)
    {
        var head = await log.Store.ReadHeadAsync(Cancel);
        return new NaiveTree(await log.Store.ReadTextsAsync(0, head.Size, Cancel).ToListAsync(Cancel));
    }
}
