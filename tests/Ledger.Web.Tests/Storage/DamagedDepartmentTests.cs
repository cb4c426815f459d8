using System.Net;
using System.Text.Json.Nodes;
using Ledger.Web.Tests.Backup;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Storage;

/// <summary>Tests that one damaged byte affects only its record or department, and that every route and command names the place.</summary>
public sealed class DamagedDepartmentTests(StoppedNode stopped) : IClassFixture<StoppedNode>
{
    private const string Other = "health";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("journal/0000000000.ldgj", 3, "LDG8006")]    // The header of the segment.
    [InlineData("journal/0000000000.ldgj", -40, "LDG8006")]  // An acknowledged entry.
    [InlineData("log/checkpoint", 2, "LDG8006")]
    public async Task Start_OneDepartmentDamaged_StartsTheOthersAndNamesTheOneThatIsDown(string file, int place, string code)
    {
        using var folder = new TemporaryFolder();
        var data = stopped.CopyTo(folder);
        StorageSteps.Flip(Path.Combine(data, "departments", TestRecords.Department, file), place);

        await using var node = await NodeProcess.StartAsync(data, null, ("Ledger__SampleCity", "false"));

        var health = await node.ReadHealthAsync();
        Assert.Equal("degraded", health["status"]!.GetValue<string>());
        var rows = health["departments"]!.AsArray().ToDictionary(row => row!["department"]!.GetValue<string>(), row => row!);
        Assert.Equal(4, rows.Count);
        Assert.Equal(("down", code), (rows[TestRecords.Department]["writer"]!.GetValue<string>(), StorageSteps.CodeOf(rows[TestRecords.Department])));
        Assert.All(rows.Where(row => row.Key != TestRecords.Department), row => Assert.Equal("writing", row.Value["writer"]!.GetValue<string>()));
        Assert.Equal((503, "LDG3373"), await AskAsync(node, HttpMethod.Get, TestRecords.Root, TestRecords.Department));
        Assert.Equal(200, (await node.SendAsync(HttpMethod.Get, $"/v1/departments/{Other}/records", Other)).Status);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK), (await StatusOfAsync(node, TestRecords.Department), await StatusOfAsync(node, Other)));
        Assert.Contains(Path.GetFileName(file), node.Output, StringComparison.Ordinal);
        var told = Assert.Single(node.Output.Split('\n'), line => line.StartsWith($"  {TestRecords.Department} ", StringComparison.Ordinal));
        Assert.Matches($" down .* {code}: .*{Path.GetFileName(file)}.* restore a backup", told);
        Assert.Matches("ledger_log_writer_up\\{[^}]*education[^}]*\\} 0", await node.Http.GetStringAsync("/metrics", Cancel));
        await AssertIsMissedByAuditAsync(node);
        await AssertOthersAreAskedAsync(node);
        Assert.Equal(0, await node.StopAsync());
    }

    /// <summary>The last batch was acknowledged, but the catalogue is missing. The damage must not count as a torn write.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)] // Without checkpoint and head lock, the tiles still show that the batch was acknowledged.
    public async Task LastBatch_DamagedWithoutCatalogue_IsReportedWithOnePlaceAndNotCut(bool isCheckpointThere)
    {
        using var folder = new TemporaryFolder();
        var data = stopped.CopyTo(folder);
        var department = Path.Combine(data, "departments", TestRecords.Department);
        var journal = StorageSteps.JournalOf(data, TestRecords.Department);
        File.Delete(Path.Combine(department, "ledger.db"));
        if (!isCheckpointThere)
        {
            File.Delete(Path.Combine(department, "log", "checkpoint"));
            Directory.Delete(Path.Combine(data, "heads"), recursive: true);
        }

        StorageSteps.Flip(journal, -40);
        var before = StoppedNode.Read(department);

        var rebuild = await CliRun.RunAsync("rebuild", data);

        Assert.True(rebuild.ExitCode == 2 && rebuild.Error.StartsWith("LDG8555:", StringComparison.Ordinal), rebuild.ToString());
        var place = System.Text.RegularExpressions.Regex.Match(rebuild.Error, "0000000000\\.ldgj is damaged at byte [1-9][0-9]*").Value;
        Assert.NotEmpty(place);
        Assert.Contains("✗ education", rebuild.Out, StringComparison.Ordinal);
        Assert.Equal(3, rebuild.Out.Split('\n').Count(line => line.StartsWith('✓'))); // The others are rebuilt.
        Assert.Equal(before, StoppedNode.Read(department));

        await using (var node = await LedgerNode.StartAsync(data, null, ("Ledger__SampleCity", "false")))
        {
            Assert.Contains(place, Assert.Single(node.Output.Split('\n'), line => line.StartsWith("  education ", StringComparison.Ordinal)), StringComparison.Ordinal);
            Assert.Contains("LDG8006", node.Output, StringComparison.Ordinal);
        }

        Assert.Equal(before, StoppedNode.Read(department));
        if (isCheckpointThere)
        {
            var backup = await CliRun.RunAsync("backup", data, "--to", Path.Combine(folder.Path, "backup"));
            Assert.True(backup.ExitCode == 2 && backup.Error.Contains(place + ":", StringComparison.Ordinal), backup.ToString());
            Assert.Equal(before, StoppedNode.Read(department));
        }
    }

    [Fact]
    public async Task Start_EveryDepartmentDamaged_IsRefusedWithTheReason()
    {
        using var folder = new TemporaryFolder();
        var data = stopped.CopyTo(folder);
        foreach (var department in Directory.EnumerateDirectories(Path.Combine(data, "departments")))
        {
            StorageSteps.Flip(Path.Combine(department, "log", "checkpoint"), 2); // An empty journal has nothing to damage, but a checkpoint names its log.
        }

        var (exitCode, output) = await NodeProcess.RunToEndAsync(data, null, ("Ledger__SampleCity", "false"));

        Assert.Equal(2, exitCode);
        Assert.Contains("LDG8006", output, StringComparison.Ordinal);
        Assert.Contains("checkpoint", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_DamagedRecord_NamesThePlaceAndAffectsNoOtherRecord()
    {
        using var folder = new TemporaryFolder();
        await using var node = await LedgerNode.StartAsync(stopped.CopyTo(folder), null, ("Ledger__SampleCity", "false"));
        var sound = await node.IssueAsync();
        var damaged = await node.IssueAsync();
        StorageSteps.Flip(StorageSteps.JournalOf(node.DataDirectory, TestRecords.Department), -40);

        foreach (var path in new[] { $"{TestRecords.Root}/{damaged}{TestRecords.OnRequest}", $"{TestRecords.Root}/{damaged}/bundle{TestRecords.OnRequest}" })
        {
            var (status, problem) = await node.SendAsync(HttpMethod.Get, path, TestRecords.Department);
            Assert.Equal((503, "LDG3370"), (status, StorageSteps.CodeOf(problem)));
            Assert.Matches("0000000000.ldgj, byte [0-9]+, entry 4", problem!["errors"]![0]!["en"]!.GetValue<string>());
            Assert.DoesNotContain(folder.Path, problem.ToJsonString(), StringComparison.Ordinal);
        }

        Assert.Equal(200, (await node.SendAsync(HttpMethod.Get, $"{TestRecords.Root}/{sound}{TestRecords.OnRequest}", TestRecords.Department)).Status);
        Assert.Equal(201, (await node.TryIssueAsync()).Status);
    }

    [Fact]
    public async Task List_OneEntryDamaged_ListsTheOthersAndNamesIt()
    {
        using var folder = new TemporaryFolder();
        await using var node = await LedgerNode.StartAsync(stopped.CopyTo(folder), null, ("Ledger__SampleCity", "false"));
        var first = await node.IssueAsync();
        var facts = new FileInfo(StorageSteps.JournalOf(node.DataDirectory, TestRecords.Department)).Length;
        var key = TestRecords.NewKey();
        var body = TestRecords.Completion().ToJsonString();
        var damaged = (await node.SendAsync(HttpMethod.Post, TestRecords.Root, TestRecords.Department, body, key)).Json!["id"]!.GetValue<string>();
        var last = await node.IssueAsync();
        FlipFacts(node, facts);

        var (status, page) = await node.SendAsync(HttpMethod.Get, TestRecords.Root, TestRecords.Department);

        Assert.Equal(200, status);
        Assert.Equal([4L], page!["damaged"]!.AsArray().Select(index => index!.GetValue<long>()));
        var ids = page["records"]!.AsArray().Select(row => row!["id"]!.GetValue<string>()).ToList();
        Assert.Equal(5, ids.Count);
        Assert.Equal([last, first], ids[..2]);

        // Requests that need the damaged entry are refused. The writer continues.
        var revoke = new JsonObject { ["status"] = "revoked", ["reason"] = "test" }.ToJsonString();
        Assert.Equal((503, "LDG3370"), await AskAsync(node, HttpMethod.Post, $"{TestRecords.Root}/{damaged}/status", TestRecords.Department, revoke));
        Assert.Equal((503, "LDG3370"), await AskAsync(node, HttpMethod.Post, TestRecords.Root, TestRecords.Department, body, key));
        Assert.Equal(201, (await node.TryIssueAsync()).Status);
        Assert.Equal("writing", (await node.HealthAsync())["writer"]!.GetValue<string>());
    }

    [Fact]
    public async Task Backup_OneDepartmentDamaged_BacksUpTheOthersAndNamesTheOriginal()
    {
        using var folder = new TemporaryFolder();
        var data = stopped.CopyTo(folder);
        var journal = StorageSteps.JournalOf(data, TestRecords.Department);
        StorageSteps.Flip(journal, 200);
        var target = Path.Combine(folder.Path, "backup");

        var run = await CliRun.RunAsync("backup", data, "--to", target);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("LDG8542", run.Error, StringComparison.Ordinal);
        Assert.Contains(journal, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(StorageSteps.JournalOf(target, TestRecords.Department), run.Error, StringComparison.Ordinal);
        Assert.Contains("✗ education", run.Out, StringComparison.Ordinal);
        var manifest = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(target, "manifest.json"), Cancel))!;
        Assert.Equal(3, manifest["logs"]!.AsArray().Count);
        Assert.Equal(["education"], manifest["missing"]!.AsArray().Select(log => log!["department"]!.GetValue<string>()));
        Assert.False(Directory.Exists(Path.Combine(target, "departments", TestRecords.Department)));
        var restored = Path.Combine(folder.Path, "restored");
        var back = await CliRun.RunAsync("restore", target, "--to", restored);
        Assert.True(back.ExitCode == 2 && back.Out.Contains("✗ education", StringComparison.Ordinal), back.ToString());
        Assert.True(File.Exists(StorageSteps.JournalOf(restored, Other)));
    }

    /// <summary>Asserts that an audit misses the department that is down. It knows the department from the tokens, or from the registry.</summary>
    private static async Task AssertIsMissedByAuditAsync(TestNode node)
    {
        string[] audit =
        [
            "audit", "--node", node.Address.ToString(), "--rpc", node.AddressBook["rpc"]!.GetValue<string>(), "--registry", node.AddressBook["registry"]!.GetValue<string>(), "--json",
        ];
        foreach (var more in new string[][] { [], ["--tokens", Path.Combine(node.DataDirectory, "demo-tokens.json")] })
        {
            var run = await CliRun.RunAsync([.. audit, .. more]);

            Assert.True(run.ExitCode == 2, run.ToString());
            var missed = JsonNode.Parse(run.Out)!["departments"]!.AsArray().Single(one => one!["unchecked"]!.AsArray().Any(why => (string?)why!["code"] == "LDG3369"))!;
            Assert.Contains(TestRecords.Department, missed.ToJsonString(), StringComparison.Ordinal);
        }
    }

    /// <summary>Asserts that a command finds a record of another department, although the department that is down is first in the token file.</summary>
    private static async Task AssertOthersAreAskedAsync(TestNode node)
    {
        var tokens = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(node.DataDirectory, "demo-tokens.json"), Cancel))!;
        using var folder = new TemporaryFolder();
        var file = folder.File("tokens.json", new JsonObject
        {
            [TestRecords.Department] = tokens[TestRecords.Department]!.DeepClone(),
            [Other] = tokens[Other]!.DeepClone(),
        }.ToJsonString());
        string[] chain = ["--rpc", node.AddressBook["rpc"]!.GetValue<string>(), "--registry", node.AddressBook["registry"]!.GetValue<string>(), "--finality", "instant"];
        var absent = "01890000-0000-7000-8000-000000000000";

        foreach (var line in new string[][] { ["history", absent], ["evidence", absent, .. chain] })
        {
            var run = await CliRun.RunAsync([.. line, "--node", node.Address.ToString(), "--tokens", file]);

            Assert.True(run.ExitCode == 2, run.ToString());
            Assert.StartsWith("LDG4770", run.Error, StringComparison.Ordinal);
            Assert.Contains($"{TestRecords.Department}: LDG8505 HTTP 503 LDG3373", run.Error, StringComparison.Ordinal);
            Assert.DoesNotContain($"{Other}: ", run.Error, StringComparison.Ordinal);
        }

        var (_, page) = await node.SendAsync(HttpMethod.Get, $"/v1/departments/{Other}/records?limit=1", Other);
        if (page!["records"]!.AsArray() is [var record, ..])
        {
            var found = await CliRun.RunAsync("history", (string)record!["id"]!, "--node", node.Address.ToString(), "--tokens", file);
            Assert.True(found.ExitCode == 0, found.ToString());
        }
    }

    private static async Task<(int Status, string? Code)> AskAsync(
        TestNode node, HttpMethod method, string path, string department, string? body = null, string? key = null)
    {
        var (status, json) = await node.SendAsync(method, path, department, body, key);
        return (status, StorageSteps.CodeOf(json));
    }

    private static async Task<HttpStatusCode> StatusOfAsync(TestNode node, string department)
    {
        using var response = await node.Http.GetAsync($"/{department}/log/checkpoint", Cancel);
        return response.StatusCode;
    }

    /// <summary>Damages the facts of the first entry in a frame. They follow the head of the frame and the header of the entry.</summary>
    private static void FlipFacts(TestNode node, long frame)
    {
        var journal = StorageSteps.JournalOf(node.DataDirectory, TestRecords.Department);
        var bytes = File.ReadAllBytes(journal);
        var peaks = bytes[frame + 32 + 48];
        StorageSteps.Flip(journal, (int)frame + 32 + 49 + (32 * peaks) + 24 + 30);
    }
}
