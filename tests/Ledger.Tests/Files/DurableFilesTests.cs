using System.Runtime.Versioning;
using Ledger.Files;

namespace Ledger.Tests.Files;

public sealed class DurableFilesTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly TempFolder _folder = new();

    public static bool HasModes => !OperatingSystem.IsWindows();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Replace_WithOrWithoutOldFile_WritesExactlyTheNewBytes(bool hasOld)
    {
        var path = _folder["file"];
        if (hasOld)
        {
            File.WriteAllBytes(path, [1, 2, 3, 4]);
        }

        DurableFiles.Replace(path, [5, 6]);

        Assert.Equal([5, 6], File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder.Root));
    }

    [UnsupportedOSPlatform("windows")]
    [Fact(Skip = "Windows has no such modes.", SkipUnless = nameof(HasModes))]
    public void Replace_SecretOverAReadableTemporaryFile_IsForItsOwnerOnly()
    {
        var path = _folder["file"];
        File.WriteAllBytes(path + ".tmp", [1]);
        File.SetUnixFileMode(path + ".tmp", OwnerOnly | UnixFileMode.OtherRead);

        DurableFiles.Replace(path, [2], isSecret: true);

        Assert.Equal(OwnerOnly, File.GetUnixFileMode(path));
    }

    [Fact]
    public void TryCreate_FileExists_ChangesNothing()
    {
        var path = _folder["file"];
        File.WriteAllBytes(path, [1]);

        var isCreated = DurableFiles.TryCreate(path, [2]);

        Assert.False(isCreated);
        Assert.Equal([1], File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder.Root));
    }

    [Fact]
    public void TryCreate_CrashLeftAPartialFile_WritesTheCompleteOne()
    {
        var path = _folder["file"];
        File.WriteAllBytes(path + ".tmp", [9, 9, 9, 9, 9]);

        var isCreated = DurableFiles.TryCreate(path, [1, 2]);

        Assert.True(isCreated);
        Assert.Equal([1, 2], File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder.Root));
    }

    [UnsupportedOSPlatform("windows")]
    [Fact(Skip = "Windows has no such modes.", SkipUnless = nameof(HasModes))]
    public void CreateFolder_SecretWithMissingParents_CreatesAllForTheOwnerOnly()
    {
        DurableFiles.CreateFolder(_folder["a/b/c"], isSecret: true);

        Assert.All([_folder["a"], _folder["a/b"], _folder["a/b/c"]], made =>
            Assert.Equal(OwnerOnly | UnixFileMode.UserExecute, File.GetUnixFileMode(made)));
    }

    [Fact]
    public void CreateFolder_FolderExists_KeepsItsContents()
    {
        File.WriteAllBytes(_folder["file"], [1]);

        DurableFiles.CreateFolder(_folder.Root);

        Assert.Equal([1], File.ReadAllBytes(_folder["file"]));
    }

    [Fact(Skip = "Windows needs no flush of folders.", SkipUnless = nameof(HasModes))]
    public void FlushFolder_Missing_Throws() => Assert.Throws<IOException>(() => DurableFiles.FlushFolder(_folder["missing"]));
}
