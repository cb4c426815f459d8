using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ledger.Verify.Notes;
using Ledger.Verify.Tiles;
using Ledger.Verify.Trees;
using Ledger.Web.Tests.Auditing;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Cases;

/// <summary>
/// Tests cases that users of such programs have met. Every row of <c>tests/vectors/cases/cases.json</c> has an input, an action and the right answer. The
/// tests run the real programs. All persons in the inputs are fictional.
/// </summary>
public sealed partial class CaseTableTests(RunningNode node)
{
    private static readonly JsonArray Rows = JsonNode.Parse(File.ReadAllBytes(Path.Combine(ChainRelay.Folder, "cases.json")))!.AsArray();

    public static TheoryData<int, string> Numbers
    {
        get
        {
            var numbers = new TheoryData<int, string>();
            foreach (var (number, row) in Rows.Index())
            {
                numbers.Add(number, $"{row!["do"]} {row["input"]}");
            }

            return numbers;
        }
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Numbers))]
    public Task Case_ByTheRealPrograms_GetsTheRightAnswer(int number, string name)
    {
        var row = Rows[number]!.AsObject();
        return (string)row["do"]! switch
        {
            "verify" => RunAsync(row, "verify", PathOf(row), "--offline", "--vkey", File.ReadAllText(PathOf("verify/health.vkey")).Trim(), "--jwks", PathOf("verify/health.jwks.json"), "--json"),
            "post" => PostAsync(row),
            "record" => RunAsync(row, "record", "check", PathOf(row), "--jwks", PathOf((string?)row["keys"] ?? "record/keys.jwks.json"), "--json"),
            "audit through" => AuditThroughAsync(row),
            "verify through" => VerifyThroughAsync(row),
            "verify as of tomorrow" => VerifyAsOfTomorrowAsync(row),
            "import" => ImportAsync(row),
            "batch" => BatchAsync(row),
            "one subject" => ImportOnePersonAsync(row),
            "requests" => RequestAsync(row),
            "start" => StartAsync(row),
            "refused start" => RefuseStartAsync(row),
            "closed output" => CloseOutputAsync(row),
            var unknown => throw new InvalidOperationException($"{name}: the action {unknown} is unknown."),
        };
    }

    private static string PathOf(JsonObject row) => PathOf((string)row["input"]!);

    private static string PathOf(string input) => Path.Combine(ChainRelay.Folder, input);

    private static async Task RunAsync(JsonObject row, params string[] arguments)
    {
        var run = await CliRun.RunAsync(arguments);

        AssertAnswer(row, run.ExitCode, run.ToString());
        Assert.DoesNotContain("not-genuine", run.Out, StringComparison.Ordinal);
    }

    private static void AssertAnswer(JsonObject row, int exitCode, string said)
    {
        Assert.True(row["exit"] is null || (int)row["exit"]! == exitCode, said);
        Assert.All(row["says"]!.AsArray(), part => Assert.Contains((string)part!, said, StringComparison.Ordinal));
        Assert.DoesNotContain("   at Ledger", said, StringComparison.Ordinal);
    }

    private async Task PostAsync(JsonObject row)
    {
        using var content = new ByteArrayContent(await File.ReadAllBytesAsync(PathOf(row), Cancel)) { Headers = { ContentType = new("application/json") } };

        using var response = await node.Http.PostAsync("/v1/verify", content, Cancel);

        var text = await response.Content.ReadAsStringAsync(Cancel);
        Assert.True((int)row["status"]! == (int)response.StatusCode, text);
        AssertAnswer(row, 0, text);
        Assert.DoesNotContain("not-genuine", text, StringComparison.Ordinal);
    }

    private async Task AuditThroughAsync(JsonObject row)
    {
        await node.IssueFinalAsync();
        await using var relay = await ChainRelay.StartAsync((string)row["input"]!, (string)row["form"]!, node.Rpc);

        await RunAsync(
            row, "audit", "--node", node.Address.ToString(), "--rpc", relay.Address, "--registry", node.Registry, "--department", TestRecords.Department,
            "--tokens", node.TokensFile);
    }

    private async Task VerifyThroughAsync(JsonObject row)
    {
        using var folder = new TemporaryFolder();
        var (_, bundle) = await node.IssueFinalAsync();
        await using var relay = await ChainRelay.StartAsync((string)row["input"]!, (string)row["form"]!, node.Rpc);

        await RunAsync(row, "verify", folder.File("b.json", bundle), "--rpc", relay.Address, "--registry", node.Registry);
    }

    private async Task VerifyAsOfTomorrowAsync(JsonObject row)
    {
        using var folder = new TemporaryFolder();
        var (_, bundle) = await node.IssueFinalAsync();
        var tomorrow = TimeProvider.System.GetUtcNow().AddDays(1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

        await RunAsync(row, "verify", folder.File("b.json", bundle), "--rpc", node.Rpc, "--registry", node.Registry, "--as-of", tomorrow);
    }

    private async Task ImportAsync(JsonObject row)
    {
        var run = await CliRun.RunAsync("import", PathOf(row), "--node", node.Address.ToString(), "--tokens", node.TokensFile, "--json");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal((int)row["accepted"]!, (int)JsonNode.Parse(run.Out)!["accepted"]!);
    }

    private async Task BatchAsync(JsonObject row)
    {
        var department = (string)row["department"]!;
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/departments/{department}/records/batch");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", node.Token(department, "issuer"));
        request.Content = new ByteArrayContent(await File.ReadAllBytesAsync(PathOf(row), Cancel)) { Headers = { ContentType = new("application/x-ndjson") } };

        using var response = await node.Http.SendAsync(request, Cancel);

        var lines = (await response.Content.ReadAsStringAsync(Cancel)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal((int)row["accepted"]!, lines.Length);
        Assert.All(lines, line => Assert.Null(JsonNode.Parse(line)!["code"]));
    }

    // On a separate node, because other tests add subjects to the shared node.
    private static async Task ImportOnePersonAsync(JsonObject row)
    {
        using var folder = new TemporaryFolder();
        await using var own = await LedgerNode.StartAsync(Path.Combine(folder.Path, "data"), null, ("Ledger__SampleCity", "false"));
        var first = await SlotsAfterAsync(own, folder.File("first.jsonl", File.ReadLines(PathOf(row)).First() + "\n"), 1);

        var all = await SlotsAfterAsync(own, PathOf(row), (int)row["accepted"]!);

        Assert.True(first > 0);
        Assert.Equal(first, all);
    }

    private static async Task<long> SlotsAfterAsync(TestNode own, string file, int accepted)
    {
        var run = await CliRun.RunAsync("import", file, "--node", own.Address.ToString(), "--tokens", Path.Combine(own.DataDirectory, "demo-tokens.json"), "--json");
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal(accepted, (int)JsonNode.Parse(run.Out)!["accepted"]!);
        return new FileInfo(Path.Combine(own.DataDirectory, "departments", "civil-affairs", "subjects.slots")).Length;
    }

    private async Task RequestAsync(JsonObject row)
    {
        var issued = await node.JsonAsync(HttpMethod.Post, TestRecords.Root, TestRecords.Department, TestRecords.Completion().ToJsonString(), TestRecords.NewKey());
        var size = await SizeAsync();
        foreach (var line in await File.ReadAllLinesAsync(PathOf(row), Cancel))
        {
            var (method, path) = (line.Split(' ', 2)[0], line.Split(' ', 2)[1]
                .Replace("{department}", TestRecords.Department, StringComparison.Ordinal)
                .Replace("{ID IN CAPITAL LETTERS}", issued["id"]!.GetValue<string>().ToUpperInvariant(), StringComparison.Ordinal)
                .Replace("/log/tile/0/000.p/{n}", "/log/" + TileId.Holding(new TreeNode(0, size - 1), size).Path, StringComparison.Ordinal));

            using var response = await node.SendAsync(new HttpMethod(method), path, TestRecords.Department, "issuer");

            Assert.True(response.StatusCode is HttpStatusCode.OK, line);
            Assert.True(method == "HEAD" == ((await response.Content.ReadAsByteArrayAsync(Cancel)).Length == 0), line);
        }
    }

    private async Task<long> SizeAsync()
    {
        var text = await node.Http.GetStringAsync($"/{TestRecords.Department}/log/checkpoint", Cancel);
        return SignedNote.TryParse(text, out var note) && Checkpoint.TryParse(note.Text, out var checkpoint) ? checkpoint.Size : throw new FormatException(text);
    }

    private async Task StartAsync(JsonObject row)
    {
        using var folder = new TemporaryFolder();
        var (name, value) = SettingOf(row);
        var address = NodeProcess.FreeAddress();
        value = value == "5196" ? address.Port.ToString(CultureInfo.InvariantCulture) : value; // The port of the case may be in use here.

        await using var own = await NodeProcess.StartAsync(
            Path.Combine(folder.Path, "data"), address,
            [
                ("Ledger__Chain__Endpoints__0", node.Rpc), ("Ledger__Chain__Registry", node.Registry), ("Ledger__Chain__Finality", "instant"), ("Ledger__Departments__0__Id", "parks"),
                ("Ledger__Departments__0__NameZh", "市园林局"), ("Ledger__Departments__0__NameEn", "Parks Office"), ("ASPNETCORE_URLS", ""), (name, value),
            ]);

        AssertAnswer(row, 0, own.Output);
        var printed = PrintedPort().Match(own.Output);
        using var http = new HttpClient();
        Assert.Equal("live", await http.GetStringAsync($"http://127.0.0.1:{printed.Groups[1].Value}/health/live", Cancel));
    }

    private static async Task RefuseStartAsync(JsonObject row)
    {
        using var folder = new TemporaryFolder();

        var (exitCode, output) = await NodeProcess.RunToEndAsync(Path.Combine(folder.Path, "data"), null, [("ASPNETCORE_URLS", ""), SettingOf(row)]);

        AssertAnswer(row, exitCode, output);
    }

    private static (string Name, string Value) SettingOf(JsonObject row) =>
        File.ReadAllLines(PathOf(row))[(int)row["line"]!].Split('=', 2) is [var name, var value] ? (name, value) : throw new FormatException(PathOf(row));

    private static async Task CloseOutputAsync(JsonObject row)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no shell that closes a stream.");
        using var process = Process.Start(Programs.StartCommand(["sh", "-c", "exec dotnet \"$0\" sample --residents 2 >&-", Programs.Cli]))!; // Not null, because the start info names a program.
        var error = await process.StandardError.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);

        AssertAnswer(row, process.ExitCode, error);
    }

    [GeneratedRegex("http://127.0.0.1:([1-9][0-9]*)/docs", RegexOptions.CultureInvariant)]
    private static partial Regex PrintedPort();
}
