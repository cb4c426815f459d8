using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Verify.Faults;
using static Ledger.Cli.Tests.Refusals;

namespace Ledger.Cli.Tests.Records;

public sealed class ImportTests : IDisposable
{
    private const string Secret = "Zhang-Secret-Name";
    private const string Tokens = """{"health":{"issuer":"health-token","auditor":"other"},"education":{"issuer":"education-token"}}""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Import_LinesOfTwoDepartments_ReachEachWithItsOwnTokenInOrder()
    {
        await using var node = await StubNode.IssuingAsync();
        var file = _folder.Write("city.jsonl", Lines(Line("health", "a"), Line("education", "b"), Line("health", "c")));

        var run = await LedgerRun.RunAsync("import", file, "--node", node.Address, "--tokens", TokensFile(), "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal((3, 0), ((int)run.Json["accepted"]!, (int)run.Json["refused"]!));
        Assert.Equal("", run.Error);
        Assert.Equal(
            [("/v1/departments/education/records/batch", "Bearer education-token", "b"), ("/v1/departments/health/records/batch", "Bearer health-token", "a c")],
            node.Requests.Select(request => (request.Path, request.Authorization, Keys(request))).Order());
    }

    [Fact]
    public async Task Import_AnyLines_ArriveByteForByte()
    {
        await using var node = await StubNode.IssuingAsync();
        const string line = """{ "department": "health",   "key":"a", "claims": {"名": "\u4e2d", "n": 1.50} }""";

        await LedgerRun.RunAsync("import", _folder.Write("city.jsonl", $"\r\n\n{line}\n"), "--node", node.Address, "--token", "t");

        Assert.Equal(line + "\n", Assert.Single(node.Requests).Body);
    }

    [Fact]
    public async Task Import_ManyLines_AreSentFiveHundredAtATime()
    {
        await using var node = await StubNode.IssuingAsync();
        var file = _folder.Write("city.jsonl", Lines(Enumerable.Range(0, 1100).Select(i => Line("health", string.Create(CultureInfo.InvariantCulture, $"k{i}")))));

        var run = await LedgerRun.RunAsync("import", file, "--node", node.Address, "--token", "t", "--json");

        Assert.Equal(1100, (int?)run.Json["accepted"]);
        Assert.Equal([500, 500, 100], node.Requests.Select(request => request.Lines.Count));
        Assert.Equal(
            Enumerable.Range(0, 1100).Select(i => string.Create(CultureInfo.InvariantCulture, $"k{i}")),
            node.Requests.SelectMany(request => request.Lines).Select(line => (string?)line["key"]));
    }

    [Fact]
    public async Task Import_StandardInput_IsRead()
    {
        await using var node = await StubNode.IssuingAsync();

        var run = await LedgerRun.RunAsync(
            new LedgerRun.Stage { Input = Encoding.UTF8.GetBytes(Line("health", "last line without line feed")) },
            "import", "-", "--node", node.Address, "--token", "t");

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("1 accepted, 0 refused, ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_RefusedLine_IsReportedWithItsPlaceAndWithoutItsContent()
    {
        await using var node = await StubNode.IssuingAsync("b");
        var file = _folder.Write("city.jsonl", Lines(Line("health", "a"), "", Line("health", "b"), Line("health", "c")));
        var refused = _folder.PathOf("refused.jsonl");

        var run = await LedgerRun.RunAsync("import", file, "--node", node.Address, "--token", "t", "--refused", refused, "--json");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal((2, 1), ((int)run.Json["accepted"]!, (int)run.Json["refused"]!));
        Assert.Equal(
            [$"line 3: LDG2010 {IssuingFaults.ClaimsInvalid.Title.En} {IssuingFaults.ClaimsInvalid.Title.Zh}", "  /claims/grade  It must be a whole number.  应为整数。"],
            run.Error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        Assert.DoesNotContain(Secret, run.Error + run.Output, StringComparison.Ordinal);
        Assert.Equal(Line("health", "b") + "\n", await File.ReadAllTextAsync(refused, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("not JSON", "LDG2001")]
    [InlineData("[]", "LDG2004")]
    [InlineData("{\"key\":\"k\"}", "LDG2004")]
    [InlineData("{\"department\":7}", "LDG2004")]
    public async Task Import_LineWithoutADepartment_IsRefusedByTheCommand(string line, string code)
    {
        await using var node = await StubNode.IssuingAsync();

        var run = await LedgerRun.RunAsync("import", _folder.Write("city.jsonl", Lines(line)), "--node", node.Address, "--token", "t");

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"line 1: {code}", run.Error, StringComparison.Ordinal);
        Assert.Empty(node.Requests);
    }

    [Fact]
    public async Task Import_LineOverTheLimit_IsSkippedAndTheNextOneSent()
    {
        await using var node = await StubNode.IssuingAsync();
        var file = _folder.Write("city.jsonl", Lines(new string('x', 1024 * 1024 + 1), Line("health", "b")));
        var refused = _folder.PathOf("refused.jsonl");

        var run = await LedgerRun.RunAsync("import", file, "--node", node.Address, "--token", "t", "--refused", refused);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("line 1: LDG2002", run.Error, StringComparison.Ordinal);
        Assert.Equal("b", Keys(Assert.Single(node.Requests)));
        Assert.Equal(0, new FileInfo(refused).Length);
    }

    [Fact]
    public async Task Import_HundredRefusedLines_PrintsOnlySome()
    {
        var keys = Enumerable.Range(0, 100).Select(i => string.Create(CultureInfo.InvariantCulture, $"k{i}")).ToList();
        await using var node = await StubNode.IssuingAsync(keys);

        var run = await LedgerRun.RunAsync(
            "import", _folder.Write("city.jsonl", Lines(keys.Select(key => Line("health", key)))), "--node", node.Address, "--token", "t", "--json");

        Assert.Equal(100, (int?)run.Json["refused"]);
        Assert.Equal(20, run.Error.Split(Environment.NewLine).Count(line => line.StartsWith("line ", StringComparison.Ordinal)));
        Assert.Contains("… and 80 more refused lines; name a file with --refused", run.Error, StringComparison.Ordinal);
        Assert.Contains("其余被拒行只计数", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_DepartmentWithoutToken_CouldNotRun()
    {
        await using var node = await StubNode.IssuingAsync();

        var run = await LedgerRun.RunAsync(
            "import", _folder.Write("city.jsonl", Lines(Line("employment", "a"))), "--node", node.Address, "--tokens", TokensFile());

        AssertCouldNotRun(run, "LDG8503", "no token for employment");
    }

    [Fact]
    public async Task Import_NodeRefusesTheToken_ShowsTheNodesCodeInBothLanguages()
    {
        await using var node = await StubNode.StartAsync(
            _ => (401, """{"type":"/docs/faults#LDG6002","title":"The token is not known.","status":401,"code":"LDG6002","zh":{"title":"令牌无效。","detail":""}}"""));

        var run = await LedgerRun.RunAsync("import", _folder.Write("city.jsonl", Lines(Line("health", "a"))), "--node", node.Address, "--token", "t");

        AssertCouldNotRun(run, "LDG8505", "LDG6002 The token is not known. 令牌无效。");
    }

    [Theory]
    [InlineData(502, "<html>Bad gateway</html>", "LDG8505", "HTTP 502")]
    [InlineData(502, "[]", "LDG8505", "HTTP 502")]
    [InlineData(200, "", "LDG8511", "0 of 1 lines")]
    [InlineData(200, "<html>Welcome</html>\n", "LDG8511", "not JSON")]
    [InlineData(200, "[]\n", "LDG8511", "not an object")]
    public async Task Import_AnotherServerAnswers_CouldNotRun(int status, string body, string code, string named)
    {
        await using var node = await StubNode.StartAsync(_ => (status, body));

        var run = await LedgerRun.RunAsync("import", _folder.Write("city.jsonl", Lines(Line("health", "a"))), "--node", node.Address, "--token", "t");

        AssertCouldNotRun(run, code, named);
    }

    [Theory]
    [InlineData("LDG3372")]
    [InlineData("LDG3002")]
    [InlineData("LDG3373")]
    [InlineData("LDG9001")]
    public async Task Import_OutageInAnAnswerLine_StopsAndSaysHowToContinue(string code)
    {
        await using var node = await StubNode.StartAsync(request => (200, string.Concat(request.Lines.Select((line, i) =>
            (i == 0 ? new JsonObject { ["key"] = "a", ["id"] = "1" } : new JsonObject { ["key"] = "b", ["code"] = code }).ToJsonString() + "\n"))));
        var refused = _folder.PathOf("refused.jsonl");
        var file = _folder.Write("city.jsonl", Lines(Line("health", "a"), Line("health", "b"), Line("health", "c")));

        var run = await LedgerRun.RunAsync("import", file, "--node", node.Address, "--token", "t", "--refused", refused);

        AssertCouldNotRun(run, "LDG8543", code);
        Assert.Contains("1 accepted, 0 refused, not answered from line 2 on", run.Error, StringComparison.Ordinal);
        Assert.Contains("Run the same command", run.Error, StringComparison.Ordinal);
        Assert.Equal(0, new FileInfo(refused).Length);
        Assert.Single(node.Requests);
    }

    [Theory, InlineData(503), InlineData(200)]
    public async Task Import_Interrupted_SaysWhereItStoppedAndHowToContinue(int status)
    {
        var requests = 0;
        await using var node = await StubNode.StartAsync(request => Interlocked.Increment(ref requests) == 1
            ? (200, string.Concat(request.Lines.Select(line => new JsonObject { ["key"] = (string?)line["key"], ["id"] = "1" }.ToJsonString() + "\n")))
            : (status, ""));
        var file = _folder.Write("city.jsonl", Lines(Enumerable.Range(0, 700).Select(i => Line("health", string.Create(CultureInfo.InvariantCulture, $"k{i}")))));

        var run = await LedgerRun.RunAsync("import", file, "--node", node.Address, "--token", "t");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("500 accepted, 0 refused, not answered from line 501 on", run.Error, StringComparison.Ordinal);
        Assert.Contains("Run the same command", run.Error, StringComparison.Ordinal);
        Assert.Contains("再次运行同一命令", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_NoAnswer_CouldNotRun()
    {
        var node = await StubNode.IssuingAsync();
        var address = node.Address;
        await node.DisposeAsync();

        var run = await LedgerRun.RunAsync("import", _folder.Write("city.jsonl", Lines(Line("health", "a"))), "--node", address, "--token", "t");

        AssertCouldNotRun(run, "LDG8504", address);
    }

    [Theory]
    [InlineData("LDG8501", "nowhere.jsonl", "--token", "t")]
    [InlineData("LDG8503", "--tokens or --token")]
    [InlineData("LDG8503", "--node", "--token", "t", "--node", "not-an-address")]
    [InlineData("LDG8501", "nowhere.json", "--tokens", "nowhere.json")]
    [InlineData("LDG8508", "nowhere/r.jsonl", "--token", "t", "--refused", "nowhere/r.jsonl")]
    public async Task Import_WrongOptions_AreNamed(string code, string named, params string[] options)
    {
        var file = named == "nowhere.jsonl" ? named : _folder.Write("city.jsonl", Lines(Line("health", "a")));

        AssertCouldNotRun(await LedgerRun.RunAsync(["import", file, .. options]), code, named);
    }

    [Theory]
    [InlineData("ldg_secret")]
    [InlineData("""{"education":{"issuer":"ldg_secret"},"education":{}}""")]
    public async Task Import_TokensFileThatIsNotJson_IsNamed(string text) => AssertCouldNotRun(
        await LedgerRun.RunAsync("import", _folder.Write("city.jsonl", ""), "--tokens", _folder.Write("t.json", text)), "LDG8502", "t.json");

    [Fact]
    public async Task Import_OnATerminal_DrawsTheBarOnStandardErrorOnly()
    {
        await using var node = await StubNode.IssuingAsync();
        var file = _folder.Write("city.jsonl", Lines(Line("health", "a")));

        var run = await LedgerRun.RunAsync(
            new LedgerRun.Stage { IsInteractive = true }, "import", file, "--node", node.Address, "--token", "t", "--json");

        Assert.Contains("100%", run.Error, StringComparison.Ordinal);
        Assert.Equal(1, (int?)run.Json["accepted"]);
    }

    private static string Line(string department, string key) => new JsonObject
    {
        ["key"] = key,
        ["department"] = department,
        ["subject"] = new JsonObject { ["givenName"] = Secret },
    }.ToJsonString();

    private static string Lines(params IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));

    private static string Keys(StubRequest request) => string.Join(' ', request.Lines.Select(line => (string?)line["key"]));

    private string TokensFile() => _folder.Write("tokens.json", Tokens);
}
