using Ledger.Store.LiteDb.Files;
using LiteDB;

namespace Ledger.Store.LiteDb.Tests;

public sealed class LiteFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-lite-").FullName;

    private string FilePath => Path.Combine(_folder, "one.db");

    private string LogPath => Path.Combine(_folder, "one-log.db");

    /// <summary>A power cut while pages are written to the file is harmless only if the log with these pages is already on the disk.</summary>
    [Fact]
    public void MakeDurable_AfterACommit_FlushesTheLogBeforeTheFileChanges()
    {
        var flushed = new List<(string Path, byte[] FileThen, long LogLength)>();
        using var file = LiteFile.Open(FilePath, path => flushed.Add((path, Read(FilePath), LengthOf(path))));
        var collection = file.EnsureCollection("some");
        file.MakeDurable();
        var before = Read(FilePath);
        collection.Insert(new BsonDocument { ["_id"] = 1, ["bytes"] = new byte[20_000] });
        flushed.Clear();

        file.MakeDurable();

        var (path, then, length) = Assert.Single(flushed);
        Assert.Equal(LogPath, path);
        Assert.True(length > 20_000, "The flush came when the log did not hold the commit.");
        Assert.Equal(before, then);
        Assert.NotEqual(before, Read(FilePath));
    }

    /// <summary>By default LiteDB writes to the file after a thousand pages of log that were not flushed.</summary>
    [Fact]
    public void Commit_LargerThanTheLogLimit_DoesNotChangeTheFile()
    {
        using var file = LiteFile.Open(FilePath);
        var collection = file.EnsureCollection("some");
        file.MakeDurable();
        var before = Read(FilePath);

        for (var i = 0; i < 30; i++)
        {
            collection.Insert(new BsonDocument { ["_id"] = i, ["bytes"] = new byte[600_000] });
        }

        Assert.Equal(before, Read(FilePath));
        Assert.True(LengthOf(LogPath) > 1000 * 8192);
    }

    [Fact]
    public void Open_CopyOfADurableFileWithoutItsLog_HasTheData()
    {
        using var file = LiteFile.Open(FilePath);
        file.EnsureCollection("some").Insert(new BsonDocument { ["_id"] = 1 });
        file.MakeDurable();
        var copy = Path.Combine(_folder, "copy.db");
        File.WriteAllBytes(copy, Read(FilePath));

        using var copied = LiteFile.Open(copy);

        Assert.NotNull(copied.EnsureCollection("some").FindById(1));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static long LengthOf(string path) => File.Exists(path) ? new FileInfo(path).Length : 0;

    private static byte[] Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
