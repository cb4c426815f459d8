namespace Ledger.Tests.Log;

public sealed class PublicFilesTests : IDisposable
{
    private readonly LogFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("tile/0/000.p/3", "tile/0/000")]
    [InlineData("tile/0/001.p/2", "tile/0/001.p/4")]
    [InlineData("tile/entries/000.p/255", "tile/entries/000")]
    [InlineData("tile/entries/001.p/1", "tile/entries/001.p/4")]
    public async Task Read_PartialFileThatWasReplaced_IsTheBeginningOfTheWiderOne(string path, string wider)
    {
        await _folder.FillAsync(260);
        await using var log = await _folder.OpenAsync();
        Assert.Null(await log.Log.Tiles.ReadAsync(path, Cancel));

        var cut = (await log.Log.Files.ReadAsync(path, Cancel))!.Value.ToArray();

        // A log that ends there has the same file.
        using var shorter = new LogFolder();
        await shorter.FillAsync((path.Contains("/001", StringComparison.Ordinal) ? 256 : 0) + int.Parse(path.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(shorter.Tiles, path), Cancel), cut);
        Assert.True((await log.Log.Files.ReadAsync(wider, Cancel))!.Value.Span.StartsWith(cut));
    }

    [Theory]
    [InlineData("tile/0/001.p/5")]
    [InlineData("tile/0/001")]
    [InlineData("tile/0/002.p/1")]
    [InlineData("tile/1/000.p/2")]
    [InlineData("tile/1/001.p/1")]
    [InlineData("tile/7/000.p/1")]
    [InlineData("tile/entries/001.p/5")]
    [InlineData("tile/entries/x999/x999/x999/x999/x999/x999/999.p/1")]
    [InlineData("tile/0/000.p/256")]
    [InlineData("checkpoint")]
    [InlineData("../head")]
    public async Task Read_NotAFileOfTheLog_IsNull(string path)
    {
        await _folder.FillAsync(260);
        await using var log = await _folder.OpenAsync();

        Assert.Null(await log.Log.Files.ReadAsync(path, Cancel));
    }

    public void Dispose() => _folder.Dispose();
}
