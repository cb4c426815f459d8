using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ledger.Verify.Notes;
using static Ledger.Cli.Tests.Refusals;

namespace Ledger.Cli.Tests.Logs;

/// <summary>The audit of a log that the real writer made: undamaged, and damaged in one place.</summary>
public sealed class LogCheckTests(IssuedDepartment department) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Check_UndamagedLog_Agrees()
    {
        var run = await CheckAsync(department.LogFolder);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("agrees", (string?)run.Json["result"]);
        Assert.Equal(IssuedDepartment.Size, (long?)run.Json["size"]);
        Assert.Equal("ledger.localhost/employment/log", (string?)run.Json["origin"]);
        Assert.Empty(run.Json["findings"]!.AsArray());
    }

    [Fact]
    public void LogFiles_Fixture_HasEveryKindOfFile() => Assert.Superset(
        new HashSet<string> { "checkpoint", "tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1", "tile/entries/000", "tile/entries/001.p/44" },
        department.LogFiles().ToHashSet());

    [Fact]
    public async Task Check_OneFlippedBitInAnyFile_NamesThePlace()
    {
        department.CopyLogTo(_folder.Path);
        foreach (var file in department.LogFiles())
        {
            var path = _folder.PathOf(file);
            var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
            foreach (var (place, bit) in ((int, int)[])[(0, 0), (bytes.Length / 3, 3), (bytes.Length / 2, 7), (bytes.Length - 1, 5)])
            {
                await AssertFoundAsync(file, path, bytes, place, bit);
            }
        }
    }

    [Fact]
    public async Task Check_AnyByteOfTheCheckpointChanged_IsFound()
    {
        department.CopyLogTo(_folder.Path);
        var path = _folder.PathOf("checkpoint");
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        for (var place = 0; place < bytes.Length; place++)
        {
            await AssertFoundAsync("checkpoint", path, bytes, place, place % 8);
        }
    }

    [Theory]
    [InlineData("tile/0/000")]
    [InlineData("tile/0/001.p/44")]
    [InlineData("tile/1/000.p/1")]
    [InlineData("tile/entries/000")]
    [InlineData("tile/entries/001.p/44")]
    public async Task Check_AppendedByte_NamesTheFile(string file)
    {
        department.CopyLogTo(_folder.Path);
        await File.AppendAllTextAsync(_folder.PathOf(file), "x", TestContext.Current.CancellationToken);

        AssertDiffers(await CheckAsync(_folder.Path), file);
    }

    [Theory]
    [InlineData("tile/0/000")]
    [InlineData("tile/0/001.p/44")]
    [InlineData("tile/1/000.p/1")]
    [InlineData("tile/entries/000")]
    [InlineData("tile/entries/001.p/44")]
    public async Task Check_MissingFile_NamesIt(string file)
    {
        department.CopyLogTo(_folder.Path);
        File.Delete(_folder.PathOf(file));

        AssertDiffers(await CheckAsync(_folder.Path), file);
    }

    [Fact]
    public async Task Check_OlderPartialFileThatDiffers_NamesIt()
    {
        department.CopyLogTo(_folder.Path);
        var tile = await File.ReadAllBytesAsync(_folder.PathOf("tile/0/001.p/44"), TestContext.Current.CancellationToken);
        _folder.Write("tile/0/001.p/3", tile[32..128]);

        AssertDiffers(await CheckAsync(_folder.Path), "tile/0/001.p/3");
    }

    [Fact]
    public async Task Check_OlderPartialFileThatMatches_Agrees()
    {
        department.CopyLogTo(_folder.Path);
        var tile = await File.ReadAllBytesAsync(_folder.PathOf("tile/0/001.p/44"), TestContext.Current.CancellationToken);
        _folder.Write("tile/0/001.p/3", tile[..96]);

        Assert.Equal(0, (await CheckAsync(_folder.Path)).ExitCode);
    }

    // C2SP tlog-tiles: a log may delete a partial file once the full one exists.
    [Fact]
    public async Task Check_LogGrewSinceItsCheckpoint_Agrees()
    {
        department.CopyLogTo(_folder.Path);
        var tile = await File.ReadAllBytesAsync(_folder.PathOf("tile/0/001.p/44"), TestContext.Current.CancellationToken);
        File.Delete(_folder.PathOf("tile/0/001.p/44"));
        _folder.Write("tile/0/001", [.. tile, .. new byte[8192 - tile.Length]]);

        Assert.Equal(0, (await CheckAsync(_folder.Path)).ExitCode);
    }

    [Fact]
    public async Task Check_KeyOfAnotherLog_Differs()
    {
        var other = new Ed25519NoteSigner(department.LogKey.Name, new byte[32]).Key;

        var run = await LedgerRun.RunAsync("log", "check", department.LogFolder, "--vkey", other.ToString(), "--json");

        AssertDiffers(run, "checkpoint");
        Assert.Equal("LDG3203", (string?)run.Json["findings"]![0]!["code"]); // Asserted above.
    }

    [Fact]
    public async Task Check_FolderOfAnotherLog_Differs()
    {
        var other = new SmallLog(_folder.Path).WriteAt(3);

        var run = await CheckAsync(other.Folder);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("LDG3202", (string?)Assert.Single(run.Json["findings"]!.AsArray())?["code"]); // The command wrote them.
    }

    [Fact]
    public async Task Check_TooLargeFile_IsAFinding()
    {
        var small = new SmallLog(_folder.Path).WriteAt(3);
        var large = new string('x', 18 * 1024 * 1024);
        await using var server = await FileServer.StartAsync(small.Folder);
        _folder.Write("tile/entries/000.p/3", large);

        var run = await LedgerRun.RunAsync("log", "check", server.Address, "--vkey", SmallLog.Vkey, "--json");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("LDG3213", (string?)Assert.Single(run.Json["findings"]!.AsArray())?["code"]); // The command wrote them.
    }

    [Fact]
    public async Task Check_DamageAsText_IsReportedInBothLanguages()
    {
        department.CopyLogTo(_folder.Path);
        await File.AppendAllTextAsync(_folder.PathOf("tile/0/000"), "x", TestContext.Current.CancellationToken);

        var run = await LedgerRun.RunAsync("log", "check", _folder.Path, "--vkey", department.LogKey.ToString());

        Assert.Equal(
            "✗ LDG3214 tile/0/000: A tile has the wrong width (entries 0 to 255; 256 hashes are due, there are 8193 bytes). 瓦片的宽度不对（条目 0 至 255；应为 256 个哈希，实为 8193 字节）。",
            run.Output.Split('\n')[0].TrimEnd());
    }

    [Fact]
    public async Task Check_OnATerminal_DrawsTheBarOnStandardErrorOnly()
    {
        var run = await LedgerRun.RunAsync(
            new LedgerRun.Stage { IsInteractive = true }, "log", "check", department.LogFolder, "--vkey", department.LogKey.ToString(), "--json");

        Assert.Contains(department.LogKey.Name, run.Error, StringComparison.Ordinal);
        Assert.Equal("agrees", (string?)run.Json["result"]);
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("<!DOCTYPE html><title>Sign in</title>", "the file is a web page")]
    [InlineData("{\"title\":\"Unauthorized\",\"status\":401,\"code\":\"LDG7002\"}", "the file is the error answer of a service")]
    [InlineData("upstream connect error or disconnect/reset before headers", "the file is")]
    public async Task Check_FileOfAnotherKind_GivesNoVerdict(string text, string reason)
    {
        department.CopyLogTo(_folder.Path);
        foreach (var file in department.LogFiles())
        {
            var path = _folder.PathOf(file);
            var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);

            var run = await CheckAsync(_folder.Path);

            Assert.Equal(2, run.ExitCode);
            Assert.StartsWith("LDG8513: ", run.Error, StringComparison.Ordinal);
            Assert.Contains($"{file}: {reason}", run.Error, StringComparison.Ordinal);
            AssertUnread(run, file);
            await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
        }
    }

    [Theory]
    [InlineData("page", "LDG8513")]
    [InlineData("outage", "LDG8504")]
    public async Task Check_UnreadablePart_ShowsTheOtherFindingsAndCountsWhatIsMissing(string kind, string code)
    {
        Damage("tile/0/000");
        var gone = (string[])["tile/entries/001.p/44", "tile/0/001.p/44"];
        await using var server = await ServeAsync(kind, gone);

        var run = await CheckAsync(server.Address);

        AssertDiffers(run, "tile/entries/000");
        Assert.StartsWith($"{code}: ", run.Error, StringComparison.Ordinal);
        AssertCounts((300, 256, 44), run.Json["entries"]!);
        AssertCounts((5, 2, 3), run.Json["files"]!);
        Assert.Equal(gone, run.Json["unread"]!.AsArray().Select(file => (string?)file!["path"]));
        Assert.All(run.Json["unread"]!.AsArray(), file => Assert.Equal(code, (string?)file!["code"]));
    }

    [Theory]
    [InlineData("page")]
    [InlineData("outage")]
    public async Task Check_UnreadableEntries_AreNeitherFindingNorAgreement(string kind)
    {
        department.CopyLogTo(_folder.Path);
        await using var server = await ServeAsync(kind, "tile/entries/001.p/44");

        var run = await CheckAsync(server.Address);
        var text = await LedgerRun.RunAsync("log", "check", server.Address, "--vkey", department.LogKey.ToString());

        Assert.Equal(2, run.ExitCode);
        Assert.Equal("could-not-be-checked", (string?)run.Json["result"]);
        Assert.Empty(run.Json["findings"]!.AsArray());
        AssertCounts((300, 256, 44), run.Json["entries"]!);
        AssertCounts((5, 4, 1), run.Json["files"]!);
        Assert.Equal(2, text.ExitCode);
        Assert.DoesNotContain("✓", text.Output, StringComparison.Ordinal);
        Assert.Contains("entries 条目: 300 due 应查, 256 done 已查, 44 not checked 未查", text.Output, StringComparison.Ordinal);
        Assert.Contains("files 文件: 5 due 应查, 4 done 已查, 1 not checked 未查", text.Output, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(text.Output, "tile/entries/001.p/44"));
        Assert.Single(Regex.Matches(text.Error, "tile/entries/001.p/44"));
    }

    [Fact]
    public async Task Check_FileMissingInTheLog_IsAFindingAndCountedAsDone()
    {
        department.CopyLogTo(_folder.Path);
        File.Delete(_folder.PathOf("tile/0/000"));

        var text = await LedgerRun.RunAsync("log", "check", _folder.Path, "--vkey", department.LogKey.ToString());

        Assert.Equal(1, text.ExitCode);
        Assert.Contains("The log does not have a file that its checkpoint covers (entries 0 to 255).", text.Output, StringComparison.Ordinal);
        Assert.Contains("files 文件: 5 due 应查, 5 done 已查, 0 not checked 未查", text.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("missing", text.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_UndamagedLog_CountsEverythingAsDone()
    {
        var run = await CheckAsync(department.LogFolder);

        AssertCounts((300, 300, 0), run.Json["entries"]!);
        AssertCounts((5, 5, 0), run.Json["files"]!);
        Assert.Empty(run.Json["unread"]!.AsArray());
    }

    [Fact]
    public async Task Check_MissingFiles_AreFindingsAndCountEntriesAsMissing()
    {
        department.CopyLogTo(_folder.Path);
        File.Delete(_folder.PathOf("tile/entries/001.p/44"));

        var run = await CheckAsync(_folder.Path);

        AssertDiffers(run, "tile/entries/001.p/44");
        AssertCounts((300, 256, 44), run.Json["entries"]!);
    }

    [Fact]
    public async Task Check_TruncatedCheckpoint_GivesNoVerdict()
    {
        department.CopyLogTo(_folder.Path);
        var path = _folder.PathOf("checkpoint");
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        for (var length = 0; length < bytes.Length; length += 7)
        {
            await File.WriteAllBytesAsync(path, bytes[..length], TestContext.Current.CancellationToken);

            AssertCouldNotRun(await CheckAsync(_folder.Path), "LDG8513", "checkpoint: ");
        }
    }

    /// <summary>Without a readable checkpoint there is no report. Without any other file there is a report on the rest.</summary>
    private static void AssertUnread(LedgerRun run, string file)
    {
        if (file == "checkpoint")
        {
            Assert.Equal("", run.Output);
            return;
        }

        Assert.Equal("could-not-be-checked", (string?)run.Json["result"]);
        Assert.Empty(run.Json["findings"]!.AsArray());
        Assert.Equal(file, (string?)Assert.Single(run.Json["unread"]!.AsArray())!["path"]);
        AssertCounts((5, 4, 1), run.Json["files"]!);
    }

    private static void AssertCounts((long Due, long Done, long Missing) expected, JsonNode counts) =>
        Assert.Equal(expected, ((long)counts["due"]!, (long)counts["done"]!, (long)counts["missing"]!));

    private void Damage(string file)
    {
        department.CopyLogTo(_folder.Path);
        var bytes = File.ReadAllBytes(_folder.PathOf(file));
        bytes[^1] ^= 1;
        File.WriteAllBytes(_folder.PathOf(file), bytes);
    }

    /// <summary>Serves the log. Answers a web page or an outage in place of the given files.</summary>
    private Task<FileServer> ServeAsync(string kind, params string[] files)
    {
        if (kind == "page")
        {
            foreach (var file in files)
            {
                _folder.Write(file, "<html><body>Sign in</body></html>");
            }
        }

        return FileServer.StartAsync(_folder.Path, kind == "page" ? [] : files);
    }

    private async Task AssertFoundAsync(string file, string path, byte[] bytes, int place, int bit)
    {
        bytes[place] ^= (byte)(1 << bit);
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
        var run = await CheckAsync(_folder.Path);
        bytes[place] ^= (byte)(1 << bit);
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);

        AssertDiffers(run, file);
    }

    private static void AssertDiffers(LedgerRun run, string file)
    {
        Assert.Equal(1, run.ExitCode);
        Assert.Equal("differs", (string?)run.Json["result"]);
        Assert.Contains(run.Json["findings"]!.AsArray(), finding => Names(finding!, file));
    }

    private static bool Names(JsonNode finding, string file) => (string?)finding["path"] == file;

    private Task<LedgerRun> CheckAsync(string where) => LedgerRun.RunAsync("log", "check", where, "--vkey", department.LogKey.ToString(), "--json");
}
