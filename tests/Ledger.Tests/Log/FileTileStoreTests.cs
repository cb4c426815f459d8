using Ledger.Log;

namespace Ledger.Tests.Log;

public sealed class FileTileStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-tiles-").FullName;
    private readonly FileTileStore _tiles;

    public FileTileStoreTests() => _tiles = new FileTileStore(Path.Combine(_folder, "log"));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_NothingWritten_IsNull()
    {
        Assert.Null(await _tiles.ReadAsync("checkpoint", Cancel));

        await _tiles.WriteAsync([new TileFile("tile/0/000", "a"u8.ToArray())], Cancel);
        Assert.Null(await _tiles.ReadAsync("tile/0/001", Cancel));
    }

    [Fact]
    public async Task Write_SeveralFiles_LieWhereTheyAreServed()
    {
        await _tiles.WriteAsync([new TileFile("tile/0/x001/234.p/5", "a"u8.ToArray()), new TileFile("checkpoint", "b"u8.ToArray())], Cancel);

        Assert.Equal("a"u8.ToArray(), await File.ReadAllBytesAsync(Path.Combine(_folder, "log/tile/0/x001/234.p/5"), Cancel));
        Assert.Equal("b"u8.ToArray(), await ReadAsync("checkpoint"));
        Assert.Equal(2, Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Count());
    }

    [Fact]
    public async Task Write_FileExists_ReplacesIt()
    {
        await _tiles.WriteAsync([new TileFile("checkpoint", "the old one, longer"u8.ToArray())], Cancel);

        await _tiles.WriteAsync([new TileFile("checkpoint", "new"u8.ToArray())], Cancel);

        Assert.Equal("new"u8.ToArray(), await ReadAsync("checkpoint"));
    }

    [Fact]
    public async Task Write_LeftoverOfACrash_IsOverwritten()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "log"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "log/checkpoint.tmp"), "half of something much longer", Cancel);

        await _tiles.WriteAsync([new TileFile("checkpoint", "new"u8.ToArray())], Cancel);

        Assert.Equal("new"u8.ToArray(), await ReadAsync("checkpoint"));
        Assert.False(File.Exists(Path.Combine(_folder, "log/checkpoint.tmp")));
    }

    [Fact]
    public async Task RemovePartials_OfAFullFile_LeavesItAndTheOthers()
    {
        string[] paths = ["tile/0/000", "tile/0/000.p/1", "tile/0/000.p/255", "tile/0/001.p/1"];
        await _tiles.WriteAsync([.. paths.Select(path => new TileFile(path, "a"u8.ToArray()))], Cancel);

        _tiles.RemovePartials("tile/0/000");
        _tiles.RemovePartials("tile/0/002");

        var left = Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Path.Combine(_folder, "log"), path));
        Assert.Equal(["tile/0/000", "tile/0/001.p/1"], left.Select(path => path.Replace('\\', '/')).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Write_FolderThatCannotBeCreated_Throws()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "log"), "a file in the way", Cancel);

        await Assert.ThrowsAnyAsync<IOException>(async () => await _tiles.WriteAsync([new TileFile("checkpoint", default)], Cancel));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<byte[]?> ReadAsync(string path) => (await _tiles.ReadAsync(path, Cancel))?.ToArray();
}
