using static Ledger.Cli.Tests.Refusals;

namespace Ledger.Cli.Tests.Records;

public sealed class HistoryTests
{
    private const string Id = "019ab000-0000-7000-8000-000000000001";
    private const string TwoDepartments = """{"health":{"auditor":"h"},"education":{"auditor":"e"}}""";
    private const string Events = """
        {"id":"019ab000-0000-7000-8000-000000000001","events":[
          {"index":4,"at":"2026-11-24T01:00:00Z","kind":"certificate","level":"L3","entry":"{}","proof":"p","anchor":{"block":12}},
          {"index":9,"at":"2026-11-24T02:00:00Z","kind":"status","status":"revoked","level":"L0","entry":"{}","proof":"p"}]}
        """;

    [Fact]
    public async Task History_AsText_IsOneLineForEachEvent()
    {
        await using var node = await StubNode.StartAsync(_ => (200, Events));

        var run = await LedgerRun.RunAsync("history", Id, "--node", node.Address, "--department", "health", "--token", "t");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            ["2026-11-24T01:00:00Z  certificate  L3  entry 4  block 12", "2026-11-24T02:00:00Z  revoked      L0  entry 9  block –"],
            run.Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        var request = Assert.Single(node.Requests);
        Assert.Equal(("GET", $"/v1/departments/health/records/{Id}/history", "Bearer t"), (request.Method, request.Path, request.Authorization));
    }

    [Fact]
    public async Task History_AsJson_IsTheNodesAnswer()
    {
        await using var node = await StubNode.StartAsync(_ => (200, Events));

        var run = await LedgerRun.RunAsync("history", Id, "--node", node.Address, "--department", "health", "--token", "t", "--json");

        Assert.Equal(2, run.Json["events"]!.AsArray().Count);
    }

    // An existing record has at least the entry that issued it.
    [Theory]
    [InlineData("""{"id":"019ab000-0000-7000-8000-000000000001","events":[]}""")]
    [InlineData("""{"id":"019ab000-0000-7000-8000-000000000001"}""")]
    public async Task History_WithoutEvents_CannotBeRead(string answer)
    {
        await using var node = await StubNode.StartAsync(_ => (200, answer));

        AssertCouldNotRun(await LedgerRun.RunAsync("history", Id, "--node", node.Address, "--department", "health", "--token", "t"), "LDG8511", "no events");
        AssertCouldNotRun(await LedgerRun.RunAsync("history", Id, "--node", node.Address, "--department", "health", "--token", "t", "--json"), "LDG8511", "no events");
    }

    [Fact]
    public async Task History_NodeUnderAPath_UsesThatPath()
    {
        await using var node = await StubNode.StartAsync(_ => (200, Events));

        await LedgerRun.RunAsync("history", Id, "--node", node.Address + "/ledger", "--department", "health", "--token", "t");

        Assert.Equal($"/ledger/v1/departments/health/records/{Id}/history", Assert.Single(node.Requests).Path);
    }

    [Fact]
    public async Task History_NoDepartmentNamed_AsksDepartmentsWithTokensUntilOneHasIt()
    {
        await using var node = await StubNode.StartAsync(request =>
            request.Path.Contains("/education/", StringComparison.Ordinal) ? (200, Events) : (404, """{"code":"LDG7001","title":"No.","zh":{"title":"无。"}}"""));
        using var folder = new TemporaryFolder();
        var tokens = folder.Write("t.json", """{"health":{"auditor":"h"},"education":{"auditor":"e"},"employment":{"auditor":"m"}}""");

        var run = await LedgerRun.RunAsync("history", Id, "--node", node.Address, "--tokens", tokens);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["Bearer h", "Bearer e"], node.Requests.Select(request => request.Authorization));
    }

    // The answer of the first department does not concern the record: it is down, the token is not valid there, or another server answers.
    [Theory]
    [InlineData(503, """{"code":"LDG3373","title":"This department is down on this node.","zh":{"title":"该部门已停用。"}}""")]
    [InlineData(403, """{"code":"LDG6003","title":"The token is of another department.","zh":{"title":"令牌属于其他部门。"}}""")]
    [InlineData(401, """{"code":"LDG6001","title":"The token is not known.","zh":{"title":"令牌无效。"}}""")]
    [InlineData(502, "<html>Bad gateway</html>")]
    [InlineData(200, "<html>Sign in</html>")]
    public async Task History_FirstDepartmentDoesNotAnswer_AsksTheNext(int status, string body)
    {
        await using var node = await StubNode.StartAsync(
            request => request.Path.Contains("/education/", StringComparison.Ordinal) ? (200, Events) : (status, body));
        using var folder = new TemporaryFolder();

        var run = await LedgerRun.RunAsync("history", Id, "--node", node.Address, "--tokens", folder.Write("t.json", TwoDepartments));

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(2, node.Requests.Count);
    }

    [Fact]
    public async Task History_NotFoundAndOneDepartmentDown_NamesItWithTheNodesCode()
    {
        await using var node = await StubNode.StartAsync(request => request.Path.Contains("/health/", StringComparison.Ordinal)
            ? (503, """{"code":"LDG3373","title":"This department is down on this node.","zh":{"title":"该部门已停用。"}}""")
            : (404, """{"code":"LDG7001","title":"There is no such record.","zh":{"title":"没有这条记录。"}}"""));
        using var folder = new TemporaryFolder();

        var run = await LedgerRun.RunAsync("history", Id, "--node", node.Address, "--tokens", folder.Write("t.json", TwoDepartments));

        AssertCouldNotRun(run, "LDG4770", "health: LDG8505 HTTP 503 LDG3373 This department is down on this node. 该部门已停用。");
        Assert.DoesNotContain("education", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("LDG8512", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task History_DepartmentWithoutASuitableToken_IsNamed()
    {
        await using var node = await StubNode.StartAsync(_ => (404, """{"code":"LDG7001","title":"No.","zh":{"title":"无。"}}"""));
        using var folder = new TemporaryFolder();
        var tokens = folder.Write("t.json", """{"health":{"operator":"o"},"education":{"auditor":"e"}}""");

        AssertCouldNotRun(await LedgerRun.RunAsync("history", Id, "--node", node.Address, "--tokens", tokens), "LDG4770", "no token for health");
    }

    // Every department rejects such a request, so the others are not asked.
    [Fact]
    public async Task History_RequestRefused_DoesNotAskTheNext()
    {
        await using var node = await StubNode.StartAsync(_ => (400, """{"code":"LDG9002","title":"The id is wrong.","zh":{"title":"编号有误。"}}"""));
        using var folder = new TemporaryFolder();

        AssertCouldNotRun(
            await LedgerRun.RunAsync("history", "x", "--node", node.Address, "--tokens", folder.Write("t.json", TwoDepartments)), "LDG8505", "HTTP 400 LDG9002 The id is wrong. 编号有误。");
        Assert.Single(node.Requests);
    }

    [Fact]
    public async Task History_NoDepartmentAndOneToken_CouldNotRun() => AssertCouldNotRun(
        await LedgerRun.RunAsync("history", Id, "--node", "http://127.0.0.1:1", "--token", "t"), "LDG8503", "--department");

    [Theory]
    [InlineData("""{"health":{"issuer":"i","auditor":"a","verifier":"v"}}""", "Bearer a")]
    [InlineData("""{"health":{"verifier":"v","issuer":"i"}}""", "Bearer i")]
    [InlineData("""{"health":{"verifier":"v"}}""", "Bearer v")]
    public async Task History_TokensFile_UsesThePreferredRole(string tokens, string sent)
    {
        await using var node = await StubNode.StartAsync(_ => (200, Events));
        using var folder = new TemporaryFolder();

        await LedgerRun.RunAsync("history", Id, "--node", node.Address, "--department", "health", "--tokens", folder.Write("t.json", tokens));

        Assert.Equal(sent, Assert.Single(node.Requests).Authorization);
    }

    [Theory]
    [InlineData(404, """{"code":"LDG7001","title":"There is no such record.","zh":{"title":"没有这条记录。"}}""", "LDG8512", "LDG7001")]
    [InlineData(403, """{"code":"LDG6003","title":"The token is of another department.","zh":{"title":"令牌属于其他部门。"}}""", "LDG8505", "LDG6003")]
    [InlineData(200, """{"id":"x"}""", "LDG8511", "no events")]
    [InlineData(200, "null", "LDG8511", "not an object")]
    [InlineData(200, "", "LDG8511", "not JSON")]
    public async Task History_OtherAnswer_CouldNotRun(int status, string body, string code, string named)
    {
        await using var node = await StubNode.StartAsync(_ => (status, body));

        var run = await LedgerRun.RunAsync("history", Id, "--node", node.Address, "--department", "health", "--token", "t");

        AssertCouldNotRun(run, code, named);
    }
}
