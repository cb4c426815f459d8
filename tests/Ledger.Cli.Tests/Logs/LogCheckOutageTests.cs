using static Ledger.Cli.Tests.Refusals;

namespace Ledger.Cli.Tests.Logs;

/// <summary>Tests a log that cannot be reached. The command reports the reason and gives no verdict about the log.</summary>
public sealed class LogCheckOutageTests(IssuedDepartment department) : IDisposable
{
    private const string DepartmentDown = """
        {"code":"LDG3373","title":"This department is down on this node.","status":503,"zh":{"title":"该部门在此节点上已停用。"}}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Check_SameLogOverHttp_Agrees()
    {
        await using var node = await StubNode.StartAsync(request => (404, request.Path));
        await using var server = await FileServer.StartAsync(department.LogFolder);

        Assert.Equal(0, (await CheckAsync(server.Address)).ExitCode);
        AssertCouldNotRun(await CheckAsync(node.Address), "LDG8510");
    }

    [Fact]
    public async Task Check_ServerError_GivesNoVerdict()
    {
        await using var node = await StubNode.StartAsync(_ => (500, ""));

        AssertCouldNotRun(await CheckAsync(node.Address), "LDG8504");
    }

    [Fact]
    public async Task Check_NoAnswer_GivesNoVerdict()
    {
        var node = await StubNode.StartAsync(_ => (200, ""));
        var address = node.Address;
        await node.DisposeAsync();

        AssertCouldNotRun(await CheckAsync(address), "LDG8504");
    }

    [Fact]
    public async Task Check_FolderWithoutLog_GivesNoVerdict() => AssertCouldNotRun(await CheckAsync(_folder.Path), "LDG8510");

    [Fact]
    public async Task Check_NoSuchFolder_CouldNotRun() => AssertCouldNotRun(await CheckAsync(_folder.PathOf("nowhere")), "LDG8501");

    // DepartmentDown is what a real node answers for a department that is down.
    [Theory]
    [InlineData("check")]
    [InlineData("compare")]
    public async Task Check_DepartmentDown_ShowsTheNodesCodeAndTitle(string command)
    {
        await using var node = await StubNode.StartAsync(_ => (503, DepartmentDown));
        var log = new SmallLog(_folder.Path);
        string[] line = command == "check"
            ? ["log", "check", node.Address + "/health/log", "--vkey", SmallLog.Vkey]
            : ["log", "compare", _folder.Write("one", log.NoteAt(5)), _folder.Write("two", log.NoteAt(9)), "--vkey", SmallLog.Vkey, "--log", node.Address + "/health/log"];

        var run = await LedgerRun.RunAsync(line);

        AssertCouldNotRun(run, "LDG8505", "checkpoint: HTTP 503 LDG3373 This department is down on this node. 该部门在此节点上已停用。");
    }

    [Fact]
    public async Task Check_ErrorOfAProxy_IsNotReportedAsTheNodes()
    {
        await using var node = await StubNode.StartAsync(_ => (502, "<html>Bad gateway</html>"));

        var run = await LedgerRun.RunAsync("log", "check", node.Address + "/health/log", "--vkey", department.LogKey.ToString());

        AssertCouldNotRun(run, "LDG8504", "checkpoint: HTTP 502");
    }

    [Fact]
    public async Task Check_SignInPageAtEveryAddress_GivesNoVerdict()
    {
        await using var node = await StubNode.StartAsync(_ => (200, "<html><body>Sign in</body></html>"));

        AssertCouldNotRun(await CheckAsync(node.Address), "LDG8513", "checkpoint: the file is a web page");
    }

    private Task<LedgerRun> CheckAsync(string address) => LedgerRun.RunAsync("log", "check", address, "--vkey", department.LogKey.ToString(), "--json");
}
