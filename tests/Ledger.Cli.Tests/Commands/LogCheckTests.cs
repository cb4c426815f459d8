using System.Text.Json.Nodes;
using Ledger.Verify.Notes;
using static Ledger.Cli.Tests.Refusals;

namespace Ledger.Cli.Tests.Commands;

/// <summary>The audit of a log that the real writer made, true and damaged in one place.</summary>
public sealed class LogCheckTests(IssuedDepartment department) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Check_TrueLog_Agrees()
    {
        var run = await CheckAsync(department.LogFolder);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("agrees", (string?)run.Json["result"]);
        Assert.Equal(IssuedDepartment.Size, (long?)run.Json["size"]);
        Assert.Equal("ledger.localhost/employment/log", (string?)run.Json["origin"]);
        Assert.Empty(run.Json["findings"]!.AsArray());
    }

    [Fact]
    public void LogFiles_OfTheFixture_CoverEveryKindOfFile() => Assert.Superset(
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
    public async Task Check_FileTakenAway_NamesIt(string file)
    {
        department.CopyLogTo(_folder.Path);
        File.Delete(_folder.PathOf(file));

        AssertDiffers(await CheckAsync(_folder.Path), file);
    }

    [Fact]
    public async Task Check_OlderPartialFileThatIsAnother_NamesIt()
    {
        department.CopyLogTo(_folder.Path);
        var tile = await File.ReadAllBytesAsync(_folder.PathOf("tile/0/001.p/44"), TestContext.Current.CancellationToken);
        _folder.Write("tile/0/001.p/3", tile[32..128]);

        AssertDiffers(await CheckAsync(_folder.Path), "tile/0/001.p/3");
    }

    [Fact]
    public async Task Check_OlderPartialFileThatFits_Agrees()
    {
        department.CopyLogTo(_folder.Path);
        var tile = await File.ReadAllBytesAsync(_folder.PathOf("tile/0/001.p/44"), TestContext.Current.CancellationToken);
        _folder.Write("tile/0/001.p/3", tile[..96]);

        Assert.Equal(0, (await CheckAsync(_folder.Path)).ExitCode);
    }

    // C2SP tlog-tiles: a partial file may be gone once the full one is there.
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
    public async Task Check_KeyOfAnother_Differs()
    {
        var other = new Ed25519NoteSigner(department.LogKey.Name, new byte[32]).Key;

        AssertDiffers(await LedgerRun.OfAsync("log", "check", department.LogFolder, "--vkey", other.ToString(), "--json"), "checkpoint");
    }

    [Fact]
    public async Task Check_DamageAsText_IsToldInBothLanguages()
    {
        department.CopyLogTo(_folder.Path);
        await File.AppendAllTextAsync(_folder.PathOf("tile/0/000"), "x", TestContext.Current.CancellationToken);

        var run = await LedgerRun.OfAsync("log", "check", _folder.Path, "--vkey", department.LogKey.ToString());

        Assert.Equal(
            "✗ LDG3214 tile/0/000: A tile has the wrong width (256 hashes are due, there are 8193 bytes). 瓦片的宽度不对（应为 256 个哈希，实为 8193 字节）。",
            run.Output.Split('\n')[0].TrimEnd());
    }

    [Fact]
    public async Task Check_SameLogOverHttp_Agrees()
    {
        await using var node = await StubNode.StartAsync(request => (404, request.Path));
        await using var server = await FileServer.StartAsync(department.LogFolder);

        Assert.Equal(0, (await CheckAsync(server.Address)).ExitCode);
        AssertCouldNotRun(await CheckAsync(node.Address), "LDG8510");
    }

    [Fact]
    public async Task Check_ServerThatFails_SaysNothingAboutTheLog()
    {
        await using var node = await StubNode.StartAsync(_ => (500, ""));

        AssertCouldNotRun(await CheckAsync(node.Address), "LDG8504");
    }

    [Fact]
    public async Task Check_NobodyAnswers_SaysNothingAboutTheLog()
    {
        var node = await StubNode.StartAsync(_ => (200, ""));
        var address = node.Address;
        await node.DisposeAsync();

        AssertCouldNotRun(await CheckAsync(address), "LDG8504");
    }

    [Fact]
    public async Task Check_FolderWithoutLog_SaysNothingAboutTheLog() => AssertCouldNotRun(await CheckAsync(_folder.Path), "LDG8510");

    [Fact]
    public async Task Check_NoSuchFolder_CouldNotRun() => AssertCouldNotRun(await CheckAsync(_folder.PathOf("nowhere")), "LDG8501");

    [Fact]
    public async Task Check_OnATerminal_DrawsItsBarOnStandardErrorOnly()
    {
        var run = await LedgerRun.OfAsync(
            new LedgerRun.Stage { IsInteractive = true }, "log", "check", department.LogFolder, "--vkey", department.LogKey.ToString(), "--json");

        Assert.Contains(department.LogKey.Name, run.Error, StringComparison.Ordinal);
        Assert.Equal("agrees", (string?)run.Json["result"]);
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

    private Task<LedgerRun> CheckAsync(string where) => LedgerRun.OfAsync("log", "check", where, "--vkey", department.LogKey.ToString(), "--json");
}
