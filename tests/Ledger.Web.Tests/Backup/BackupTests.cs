using System.Text.Json.Nodes;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Backup;

/// <summary>Tests <c>ledger backup</c>, <c>restore</c> and <c>rebuild</c> as an operator runs them.</summary>
public sealed class BackupTests(StoppedNode stopped, RunningNode shared) : IClassFixture<StoppedNode>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Restore_BackupTakenWhileRecordsAreIssued_HasAllEarlierRecordsAndIssues()
    {
        using var folder = new TemporaryFolder();
        var (backup, data) = (Path.Combine(folder.Path, "backup"), Path.Combine(folder.Path, "restored"));
        var before = new List<string>();
        await using (var node = await LedgerNode.StartAsync(Path.Combine(folder.Path, "data"), null, ("Ledger__SampleCity", "false")))
        {
            before.Add(await node.IssueAsync());
            before.Add(await node.IssueAsync());
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            var issuing = IssueUntilAsync(node, stop.Token);
            await RunAsync("backup", node.DataDirectory, "--to", backup);
            Assert.False(File.Exists(Path.Combine(backup, "mirror.db")));
            await stop.CancelAsync();
            Assert.True(await issuing > 0);
            await node.StopAsync();
        }

        await RunAsync("restore", backup, "--to", data);

        await using var restored = await LedgerNode.StartAsync(data, null, ("Ledger__SampleCity", "false"));
        await restored.IssueAsync();
        foreach (var id in before)
        {
            var (status, text) = await restored.FetchBundleAsync(id);
            Assert.True(status == 200, text);
            var run = await VerifyAsync(folder, text, restored.AddressBook);
            Assert.True(run.ExitCode == 0, run.ToString());
        }
    }

    [Fact]
    public async Task Restore_OldBackup_IsReadOnlyUntilItIsReplayed()
    {
        using var folder = new TemporaryFolder();
        var backup = Path.Combine(folder.Path, "backup");
        await using var first = await LedgerNode.StartAsync(Path.Combine(folder.Path, "data"), null, ("Ledger__SampleCity", "false"));
        var kept = await first.IssueAsync();
        await RunAsync("backup", first.DataDirectory, "--to", backup);
        var lost = await first.IssueAsync();
        Assert.Equal(200, (await first.FetchBundleAsync(lost)).Status); // The anchor is on the chain.
        var log = new Uri(first.Address, "/education/log").ToString();
        var departments = JsonNode.Parse(await first.Http.GetStringAsync("/v1/departments", Cancel))!.AsArray();
        var vkey = departments.Single(one => one!["id"]!.GetValue<string>() == "education")!["vkey"]!.GetValue<string>();

        await RunAsync("restore", backup, "--to", Path.Combine(folder.Path, "old"));
        await using (var old = await StartOnAsync(first, Path.Combine(folder.Path, "old")))
        {
            var health = await old.HealthAsync();
            Assert.Equal("stopped", health["writer"]!.GetValue<string>());
            Assert.Equal("LDG3005", health["code"]!.GetValue<string>());
        }

        var run = await RunAsync("restore", backup, "--to", Path.Combine(folder.Path, "forward"), "--replay", log, "--vkey", vkey, "--json");
        Assert.Equal(1, JsonNode.Parse(run.Out)!["logs"]!.AsArray().Single(one => one!["department"]!.GetValue<string>() == "education")!["replayed"]!.GetValue<long>());
        await using var forward = await StartOnAsync(first, Path.Combine(folder.Path, "forward"));
        Assert.Equal("writing", (await forward.HealthAsync())["writer"]!.GetValue<string>());
        Assert.Equal(200, (await forward.FetchBundleAsync(kept)).Status);
        var (status, text) = await forward.FetchBundleAsync(lost);
        Assert.Equal((410, "LDG2503"), (status, JsonNode.Parse(text)!["code"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Backup_DamagedJournal_LacksThatDepartmentAndFails()
    {
        using var folder = new TemporaryFolder();
        var data = stopped.CopyTo(folder);
        var segment = Path.Combine(data, "departments", "education", "journal", "0000000000.ldgj");
        var bytes = await File.ReadAllBytesAsync(segment, Cancel);
        bytes[400] ^= 1;
        await File.WriteAllBytesAsync(segment, bytes, Cancel);

        await AssertRefusedAsync("LDG8542", "backup", data, "--to", Path.Combine(folder.Path, "backup"));

        var manifest = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder.Path, "backup", "manifest.json"), Cancel))!;
        Assert.Equal(["education LDG8555"], manifest["missing"]!.AsArray().Select(log => $"{log!["department"]} {log["code"]}"));
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "backup", "departments", "education")));
    }

    [Fact]
    public async Task Backup_IntoAFolderThatIsNotEmpty_ChangesNothing()
    {
        using var folder = new TemporaryFolder();
        folder.File("mine", "text");

        await AssertRefusedAsync("LDG8551", "backup", stopped.Data, "--to", folder.Path);

        Assert.Equal(["mine"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Backup_FolderThatIsNotADataDirectory_IsRefused()
    {
        using var folder = new TemporaryFolder();

        await AssertRefusedAsync("LDG8550", "backup", folder.Path, "--to", Path.Combine(folder.Path, "backup"));
    }

    [Fact]
    public async Task Backup_ContainsNoHeadLockAndNoChain()
    {
        using var folder = new TemporaryFolder();
        var backup = await BackUpAsync(folder);

        Assert.All(Directory.EnumerateFiles(backup, "*", SearchOption.AllDirectories), path =>
            Assert.DoesNotMatch("/(heads|chain)/|ledger\\.db$|/lock$", path));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(backup));
        }
    }

    [Theory]
    [InlineData("manifest.json", "\"ledger-backup/1\"", "\"ledger-backup/2\"", "LDG8553")]
    [InlineData("manifest.json", "\"ledger-backup/1\"", "\"something-else/1\"", "LDG8552")]
    [InlineData("manifest.json", "\"tokens.json\"", "\"../tokens.json\"", "LDG8552")]
    [InlineData("manifest.json", "{", "", "LDG8552")]
    [InlineData("departments/education/log/checkpoint", "education", "Education", "LDG8554")]
    public async Task Restore_OfABackupThatWasChanged_IsRefused(string file, string from, string to, string code)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(await BackUpAsync(folder), file);
        var text = await File.ReadAllTextAsync(path, Cancel);
        var place = text.IndexOf(from, StringComparison.Ordinal);
        await File.WriteAllTextAsync(path, text[..place] + to + text[(place + from.Length)..], Cancel);

        await AssertRefusedAsync(code, "restore", Path.Combine(folder.Path, "backup"), "--to", Path.Combine(folder.Path, "restored"));
    }

    [Fact]
    public async Task Restore_OfABackupThatLacksAFile_NamesItAndWritesNothing()
    {
        using var folder = new TemporaryFolder();
        File.Delete(Path.Combine(await BackUpAsync(folder), "tokens.json"));

        var run = await AssertRefusedAsync("LDG8554", "restore", Path.Combine(folder.Path, "backup"), "--to", Path.Combine(folder.Path, "restored"));

        Assert.Contains("tokens.json", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "restored")));
    }

    [Fact]
    public async Task Restore_OverADataDirectory_ChangesNothing()
    {
        using var folder = new TemporaryFolder();
        var backup = await BackUpAsync(folder);
        var before = StoppedNode.Read(stopped.Data);

        await AssertRefusedAsync("LDG8551", "restore", backup, "--to", stopped.Data);

        Assert.Equal(before, StoppedNode.Read(stopped.Data));
    }

    [Fact]
    public async Task Rebuild_DamagedTilesAndNoCatalogue_RestoresThem()
    {
        using var folder = new TemporaryFolder();
        var data = stopped.CopyTo(folder);
        var before = StoppedNode.Read(data);
        var log = Path.Combine(data, "departments", "education");
        File.Delete(Path.Combine(log, "ledger.db"));
        Assert.True(File.Exists(Path.Combine(data, "mirror.db")));
        Directory.Delete(Path.Combine(log, "log", "tile", "0"), recursive: true);
        var bundle = Directory.EnumerateFiles(Path.Combine(log, "log", "tile", "entries"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Last();
        var bytes = await File.ReadAllBytesAsync(bundle, Cancel);
        bytes[20] ^= 1;
        await File.WriteAllBytesAsync(bundle, bytes, Cancel);

        var run = await RunAsync("rebuild", data, "--json");

        var row = JsonNode.Parse(run.Out)!.AsArray().Single(one => one!["department"]!.GetValue<string>() == "education")!;
        Assert.Equal((3, 2), (row["entries"]!.GetValue<int>(), row["written"]!.GetValue<int>()));
        var after = StoppedNode.Read(data);
        Assert.Equal(after, before.Where(file => after.ContainsKey(file.Key)).ToDictionary()); // Partial tiles of older sizes are not restored.
        Assert.Contains(Path.Combine("departments", "education", "log", "tile", "0", "000.p", "3"), after.Keys);
        Assert.False(File.Exists(Path.Combine(data, "mirror.db"))); // The node builds it from the chain again.
    }

    [Fact]
    public async Task Rebuild_CheckpointOfAnotherHistory_ChangesNothing()
    {
        using var folder = new TemporaryFolder();
        var data = stopped.CopyTo(folder);
        var checkpoint = Path.Combine(data, "departments", "education", "log", "checkpoint");
        var lines = await File.ReadAllLinesAsync(checkpoint, Cancel);
        lines[2] = Convert.ToBase64String(new byte[32]);
        await File.WriteAllTextAsync(checkpoint, string.Join('\n', lines) + "\n", Cancel);
        var before = StoppedNode.Read(data);

        await AssertRefusedAsync("LDG8559", "rebuild", data);

        Assert.Equal(before, StoppedNode.Read(data));
    }

    [Fact]
    public Task Rebuild_WhileTheNodeRuns_IsRefused() => AssertRefusedAsync("LDG8507", "rebuild", shared.DataDirectory);

    private static async Task<CliRun> RunAsync(params string[] arguments)
    {
        var run = await CliRun.RunAsync(arguments);
        Assert.True(run.ExitCode == 0, run.ToString());
        return run;
    }

    private static async Task<CliRun> AssertRefusedAsync(string code, params string[] arguments)
    {
        var run = await CliRun.RunAsync(arguments);
        Assert.True(run.ExitCode == 2 && run.Error.StartsWith(code + ":", StringComparison.Ordinal), run.ToString());
        return run;
    }

    private static async Task<int> IssueUntilAsync(TestNode node, CancellationToken stop)
    {
        var issued = 0;
        for (; !stop.IsCancellationRequested; issued++)
        {
            await node.IssueAsync();
        }

        return issued;
    }

    private static Task<LedgerNode> StartOnAsync(TestNode chain, string data) => LedgerNode.StartAsync(data, null,
        ("Ledger__Chain__Endpoints__0", chain.AddressBook["rpc"]!.GetValue<string>()),
        ("Ledger__Chain__Registry", chain.AddressBook["registry"]!.GetValue<string>()),
        ("Ledger__Chain__Finality", "instant"),
        ("Ledger__Departments__0__Id", "education"),
        ("Ledger__Departments__0__NameZh", "市教育局"),
        ("Ledger__Departments__0__NameEn", "Education Bureau"));

    private static Task<CliRun> VerifyAsync(TemporaryFolder folder, string bundle, JsonNode book) => CliRun.RunAsync(
        "verify", folder.File("bundle.json", bundle), "--rpc", book["rpc"]!.GetValue<string>(), "--registry", book["registry"]!.GetValue<string>(), "--finality", "instant");

    private async Task<string> BackUpAsync(TemporaryFolder folder)
    {
        var backup = Path.Combine(folder.Path, "backup");
        await RunAsync("backup", stopped.Data, "--to", backup);
        return backup;
    }
}
