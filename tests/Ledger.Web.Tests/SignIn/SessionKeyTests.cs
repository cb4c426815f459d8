using System.Net;
using System.Text;
using Ledger.Keys;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.SignIn;

/// <summary>Tests the keys of sessions in the data directory.</summary>
public sealed class SessionKeyTests
{
    [Fact]
    public async Task Keys_InTheDataDirectory_AreEncryptedAndForTheirOwnerOnly()
    {
        using var folder = new TemporaryFolder();
        await using (var node = await SignInNode.StartAsync(folder))
        {
            using var browser = node.Open();
            await browser.SignInAsync("resident");
        }

        var keys = Path.Combine(folder.Path, "data", "session-keys");
        var file = Assert.Single(Directory.GetFiles(keys));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(keys));
        }

        Assert.All(Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).Where(path => Path.GetFileName(path) != "lock"), path =>
        {
            var text = Encoding.Latin1.GetString(File.ReadAllBytes(path));
            Assert.DoesNotContain("masterKey", text, StringComparison.Ordinal);
            Assert.DoesNotContain("<key", text, StringComparison.Ordinal);
        });

        // The same content in clear has these words, so the test would see them.
        var master = FileMasterKey.Open(Path.Combine(folder.Path, "data", "keys", "master.key"));
        var (_, plain) = Assert.Single(new SealedFolder(keys, master, "keys of sessions").ReadAll());
        Assert.Contains("masterKey", Encoding.UTF8.GetString(plain!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Session_AfterARestart_GoesOn()
    {
        using var folder = new TemporaryFolder();
        Dictionary<(string, string, string), string> cookies;
        await using (var node = await SignInNode.StartAsync(folder))
        {
            using var browser = node.Open();
            await browser.SignInAsync("resident");
            cookies = browser.CopyCookies();
        }

        await using var again = await SignInNode.StartAsync(folder);
        using var later = again.Open();
        later.PutBack(cookies);

        Assert.Equal(HttpStatusCode.OK, (await later.GetAsync("/me")).Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Keys_OfAnotherMasterKeyOrDamaged_EndSessionsAndNothingElse(bool isDamaged)
    {
        using var folder = new TemporaryFolder();
        Dictionary<(string, string, string), string> cookies;
        await using (var node = await SignInNode.StartAsync(folder))
        {
            using var browser = node.Open();
            await browser.SignInAsync("resident");
            cookies = browser.CopyCookies();
        }

        var file = Directory.GetFiles(Path.Combine(folder.Path, "data", "session-keys")).Single();
        if (isDamaged)
        {
            await File.WriteAllBytesAsync(file, File.ReadAllBytes(file)[..^1], TestContext.Current.CancellationToken);
        }
        else
        {
            await File.WriteAllBytesAsync(Path.Combine(folder.Path, "data", "keys", "master.key"), new byte[32], TestContext.Current.CancellationToken);
        }

        await using var again = await SignInNode.StartAsync(folder);
        using var later = again.Open();
        later.PutBack(cookies);

        Assert.Equal(HttpStatusCode.Unauthorized, (await later.GetAsync("/me")).Status);
        Assert.Equal(HttpStatusCode.OK, (await later.SignInAsync("resident")).Status);
        Assert.Equal(1, again.Log.Split('\n').Count(line => line.Contains("LDG6113", StringComparison.Ordinal)));
        Assert.Contains(Path.GetFileNameWithoutExtension(file), again.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void File_Renamed_CannotBeDecrypted()
    {
        using var folder = new TemporaryFolder();
        var master = FileMasterKey.Open(Path.Combine(folder.Path, "master.key"));
        var path = Path.Combine(folder.Path, "sealed");
        var sealedFiles = new SealedFolder(path, master, "test");
        sealedFiles.Write("one", "secret"u8);
        Assert.Equal("secret", Encoding.UTF8.GetString(Assert.Single(sealedFiles.ReadAll()).Plain!));

        File.Move(Path.Combine(path, "one.sealed"), Path.Combine(path, "two.sealed"));

        Assert.Equal(("two", null), Assert.Single(sealedFiles.ReadAll()));
        Assert.Null(Assert.Single(new SealedFolder(path, master, "another purpose").ReadAll()).Plain);
        Assert.Throws<IOException>(() => sealedFiles.Write("two", "other"u8));
    }
}
