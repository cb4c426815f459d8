using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Departments;
using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Sealing;
using Ledger.Store.LiteDb;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;
using Ledger.Web.Tests.Backup;
using Ledger.Web.Tests.Problems;
using Ledger.Web.Tests.Running;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Web.Tests.Clocks;

/// <summary>Tests a node whose clock and chain disagree, and a node whose log has an entry one year in the future, over HTTP and by commands.</summary>
public sealed class WrongClockTests(StoppedNode stopped) : IClassFixture<StoppedNode>
{
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Node_NewestEntryAYearAhead_RevokesAndReportsWhyItDoesNotIssue()
    {
        using var folder = new TemporaryFolder();
        var data = stopped.CopyTo(folder);
        await AppendAYearAheadAsync(data);

        await using var node = await NodeProcess.StartAsync(data, null, ("Ledger__SampleCity", "false"));
        await Eventually.IsTrueAsync(async () => await ClockCodeAsync(node) == "LDG3393", "the chain confirms the clock");

        using var issued = await PostAsync(node, TestRecords.Root, TestRecords.Completion());
        await Problem.AssertAsync(issued, "LDG3393");
        using var lines = await PostAsync(node, TestRecords.Root + "/batch", TestRecords.Line(TestRecords.NewKey()), "application/x-ndjson");
        Assert.Contains("LDG3393", await lines.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        await AssertRevokesAsync(node, await FirstRecordAsync(node), at => Assert.InRange(at - TimeProvider.System.GetUtcNow(), Year - TimeSpan.FromHours(1), Year));
        await AssertHealthAsync(node, "LDG3393");

        // The documented remedy: the operator sets the time of the newest entry.
        var newest = (await node.HealthAsync())["clock"]!["newestEntryAt"]!.GetValue<DateTimeOffset>();
        await node.StopAsync();
        await using var accepted = await NodeProcess.StartAsync(
            data, null, ("Ledger__SampleCity", "false"),
            ("Ledger__Clock__AcceptEntriesUntil", newest.AddSeconds(1).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)));
        await Eventually.IsTrueAsync(async () => await ClockCodeAsync(accepted) is null, "the chain confirms the clock");
        var id = await accepted.IssueAsync();
        var (status, bundle) = await accepted.FetchBundleAsync(id);
        Assert.True(status == 200, bundle);
        var file = Path.Combine(folder.Path, "b.json");
        await File.WriteAllTextAsync(file, bundle, Cancel);
        var run = await CliRun.RunAsync(
            "verify", file, "--rpc", accepted.AddressBook["rpc"]!.GetValue<string>(), "--registry", accepted.AddressBook["registry"]!.GetValue<string>(), "--finality", "instant");
        Assert.True(run.ExitCode == 0, run.ToString());
    }

    [Fact]
    public async Task Node_ClockADayBehindTheChain_RevokesAndReportsWhyItDoesNotIssue()
    {
        using var folder = new TemporaryFolder();
        await using var node = await NodeProcess.StartAsync(stopped.CopyTo(folder), null, ("Ledger__SampleCity", "false"), ("Ledger__Clock__ToleranceSeconds", "3600"));
        await AskChainAsync(node, "evm_increaseTime", 86400);
        await AskChainAsync(node, "evm_mine");

        await Eventually.IsTrueAsync(async () => await ClockCodeAsync(node) == "LDG3390", "the node sees the chain's time");

        using var issued = await PostAsync(node, TestRecords.Root, TestRecords.Completion());
        await Problem.AssertAsync(issued, "LDG3390");
        await AssertRevokesAsync(node, await FirstRecordAsync(node), at => Assert.InRange((at - TimeProvider.System.GetUtcNow()).Duration(), TimeSpan.Zero, TimeSpan.FromMinutes(30)));
        await AssertHealthAsync(node, "LDG3390");
    }

    [Fact]
    public async Task Audit_RecordSealedAYearAhead_NamesItsDates()
    {
        using var folder = new TemporaryFolder();
        var data = stopped.CopyTo(folder);
        await IssueAYearAheadAsync(data);
        await using var node = await LedgerNode.StartAsync(data, null, ("Ledger__SampleCity", "false"));
        await Eventually.IsTrueAsync(async () => (await node.HealthAsync())["anchoredSize"]!.GetValue<long>() == 4, "the record is anchored");

        var run = await CliRun.RunAsync(
            "audit", "--node", node.Address.ToString(), "--rpc", node.AddressBook["rpc"]!.GetValue<string>(), "--registry", node.AddressBook["registry"]!.GetValue<string>(),
            "--department", TestRecords.Department, "--tokens", Path.Combine(data, "demo-tokens.json"), "--json");

        Assert.True(run.ExitCode == 1, run.ToString());
        var department = JsonNode.Parse(run.Out)!["departments"]!.AsArray().Single()!;
        var findings = department["findings"]!.AsArray().ToDictionary(finding => finding!["code"]!.GetValue<string>(), finding => finding!);
        Assert.Equal(["LDG8530", "LDG8531"], findings.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(3, findings["LDG8531"]["firstEntry"]!.GetValue<long>());
        Assert.Equal((3, 1), (department["records"]!["valid"]!.GetValue<long>(), department["records"]!["wrong"]!.GetValue<long>()));
    }

    [Fact]
    public async Task Node_ClockIsRight_ReportsNoFault()
    {
        using var folder = new TemporaryFolder();
        await using var node = await NodeProcess.StartAsync(stopped.CopyTo(folder), null, ("Ledger__SampleCity", "false"));

        await node.IssueAsync();

        var clock = (await node.HealthAsync())["clock"]!;
        Assert.Null(clock["code"]);
        Assert.Equal(0, clock["entryAheadSeconds"]!.GetValue<double>());
        Assert.Contains("ledger_clock_ok{department=\"education\"} 1", await MetricsAsync(node), StringComparison.Ordinal);
    }

    private static async Task AssertHealthAsync(TestNode node, string code)
    {
        var answer = JsonNode.Parse(await node.Http.GetStringAsync("/health/ready", Cancel))!; // The answer is 200, because status changes work.
        Assert.Equal("degraded", answer["status"]!.GetValue<string>());
        var row = answer["departments"]!.AsArray().Single(one => one!["department"]!.GetValue<string>() == TestRecords.Department)!;
        Assert.Equal((code, code), (row["clock"]!["code"]!.GetValue<string>(), row["code"]!.GetValue<string>()));
        var metrics = await MetricsAsync(node);
        Assert.Contains("ledger_clock_ok{department=\"education\"} 0", metrics, StringComparison.Ordinal);
        Assert.Contains("ledger_clock_entry_ahead_seconds", metrics, StringComparison.Ordinal);
    }

    // Removes the label with the library's scope. Only the numbers matter.
    private static async Task<string> MetricsAsync(TestNode node) => System.Text.RegularExpressions.Regex.Replace(
        await node.Http.GetStringAsync("/metrics", Cancel), @"otel_scope_\w+=""[^""]*"",?", "");

    private static async Task AssertRevokesAsync(TestNode node, string id, Action<DateTimeOffset> assertAt)
    {
        using var response = await PostAsync(node, $"{TestRecords.Root}/{id}/status", new JsonObject { ["status"] = "revoked", ["reason"] = "测试 test" });
        var text = await response.Content.ReadAsStringAsync(Cancel);
        Assert.True(response.IsSuccessStatusCode, text);
        assertAt(JsonNode.Parse(text)!["at"]!.GetValue<DateTimeOffset>());
    }

    private static async Task<string?> ClockCodeAsync(TestNode node) => (await node.HealthAsync())["clock"]!["code"]?.GetValue<string>();

    private static async Task<string> FirstRecordAsync(TestNode node)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, TestRecords.Root + "?limit=200");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", node.Token(TestRecords.Department, "issuer"));
        using var response = await node.Http.SendAsync(request, Cancel);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancel))!["records"]!.AsArray()[^1]!["id"]!.GetValue<string>();
    }

    private static async Task<HttpResponseMessage> PostAsync(TestNode node, string path, JsonObject body, string type = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, type) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", node.Token(TestRecords.Department, "issuer"));
        request.Headers.Add("Idempotency-Key", TestRecords.NewKey());
        return await node.Http.SendAsync(request, Cancel);
    }

    private static async Task AskChainAsync(TestNode node, string method, params int[] parameters)
    {
        var body = $$"""{"jsonrpc":"2.0","id":1,"method":"{{method}}","params":[{{string.Join(',', parameters.Select(one => one.ToString(CultureInfo.InvariantCulture)))}}]}""";
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await node.Http.PostAsync(new Uri(node.AddressBook["rpc"]!.GetValue<string>()), content, Cancel);
        Assert.True(response.IsSuccessStatusCode);
    }

    /// <summary>Appends one entry with a clock that is a year ahead, as a node did that did not check the chain's time.</summary>
    private static Task AppendAYearAheadAsync(string data) => WithLogAYearAheadAsync(data, async (log, _) =>
    {
        var appended = await log.Sequencer.AppendAsync(new AppendRequest
        {
            Id = RecordId.Create(new AheadClock().GetUtcNow()),
            Kind = EntryKind.Key,
            Commitment = Digest.Sha256("commitment"u8),
            Subject = default,
            KeyHash = Digest.Sha256("key"u8),
            Fingerprint = Digest.Sha256("fingerprint"u8),
            Payload = default,
        });
        Assert.Null(appended.Refusal);
    });

    /// <summary>Issues a record that is sealed with a clock that is a year ahead.</summary>
    private static Task IssueAYearAheadAsync(string data) => WithLogAYearAheadAsync(data, async (log, parts) =>
    {
        var catalogue = await RecordTypeCatalogue.LoadAsync(Cancel);
        using var signer = parts.Keys.RecordKey(log.Department.Id);
        var indexes = new BlindIndexes(parts.Master);
        var documents = new DocumentNumbers(parts.Store, parts.Store, parts.Box, indexes, catalogue);
        await documents.CatchUpAsync(Cancel);
        var appender = new RecordAppender(
            new RecordIssuer(log.Department, catalogue, _ => true, new AheadClock()), new RecordSealer(log.Department, signer, parts.Box, indexes), documents, indexes, parts.Box, log);
        using var request = RecordRequestReader.Read(Encoding.UTF8.GetBytes(TestRecords.Completion().ToJsonString()), TestRecords.NewKey()).Required;
        Assert.Null((await appender.AppendAsync(request)).Refusal);
    });

    private static async Task WithLogAYearAheadAsync(string data, Func<DepartmentLog, LogParts, Task> work)
    {
        var layout = new DataLayout(data);
        Assert.True(DepartmentId.TryParse(TestRecords.Department, out var id));
        var profile = new DepartmentProfile(id, new LocalizedText("教育局", "Education"), "ledger.localhost");
        var master = FileMasterKey.Open(layout.MasterKey);
        var keys = new KeyFiles(layout.Keys, master);
        var folder = layout.Department(id);
        var store = await LiteDbLogStore.OpenAsync(new LiteDbStoreOptions { Folder = folder.Root, Origin = profile.Origin }, NullLogger.Instance, Cancel);
        using var subjects = FileSubjectKeys.Open(folder.SubjectKeys, master);
        var box = new PayloadBox(id, subjects);
        await using var log = await DepartmentLog.OpenAsync(
            profile, new LogStorage(store, new FileTileStore(folder.PublicLog), FileHeadLock.Open(Path.Combine(layout.HeadLocks, id + ".head"), profile.Origin)),
            keys.LogKey(id, profile.Origin), box, new SequencerOptions(), new AheadClock(), NullLogger<DepartmentLog>.Instance, Cancel);
        await work(log, new LogParts(store, box, master, keys));
    }

    private sealed record LogParts(LiteDbLogStore Store, PayloadBox Box, IMasterKey Master, KeyFiles Keys);

    private sealed class AheadClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Year;
    }
}
