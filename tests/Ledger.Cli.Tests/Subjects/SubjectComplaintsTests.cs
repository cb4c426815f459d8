using static Ledger.Cli.Tests.Refusals;

namespace Ledger.Cli.Tests.Subjects;

public sealed class SubjectComplaintsTests
{
    private const string First = """
        {"complaints":[{"id":"019ab000-0000-7000-8000-000000000001","index":9,"at":"2026-12-01T08:00:00Z","text":"one\ntwo \u001b[31m",
          "about":{"index":7,"at":"2026-11-30T08:00:00Z","by":"desk-1","role":"issuer","purposeZh":"办理","purposeEn":"Casework","form":"claims"},"level":"L0","entry":"{}","proof":"p"}],"next":"9"}
        """;

    private const string Last = """{"complaints":[{"id":"019ab000-0000-7000-8000-000000000002","index":4,"at":"2026-11-24T01:00:00Z","level":"L3","entry":"{}","proof":"p"}]}""";

    [Fact]
    public async Task Complaints_OfTwoPages_AreShownWithTheirReadsOnOneLineEach()
    {
        var calls = 0;
        await using var node = await StubNode.StartAsync(_ => (200, Interlocked.Increment(ref calls) == 1 ? First : Last));

        var run = await LedgerRun.RunAsync("subject", "complaints", "--node", node.Address, "--department", "health", "--token", "t");

        Assert.Equal(0, run.ExitCode);
        var lines = run.Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("2026-12-01T08:00:00Z  one", lines[0], StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", lines[0], StringComparison.Ordinal);
        Assert.Equal("    about 所指 2026-11-30T08:00:00Z  desk-1 (issuer)  办理 Casework  claims  entry 条目 7", lines[1]);
        Assert.Equal("2026-11-24T01:00:00Z  (erased or lost 已删除或遗失)", lines[2]);
        Assert.Equal([("GET", "/v1/departments/health/complaints", "Bearer t"), ("GET", "/v1/departments/health/complaints", "Bearer t")],
            node.Requests.Select(request => (request.Method, request.Path, request.Authorization)));
    }

    [Fact]
    public async Task Complaints_AsJson_AreOneArray()
    {
        await using var node = await StubNode.StartAsync(_ => (200, Last));

        Assert.Single((await LedgerRun.RunAsync("subject", "complaints", "--node", node.Address, "--department", "health", "--token", "t", "--json")).Json.AsArray());
    }

    [Fact]
    public async Task Complaints_None_SaySo()
    {
        await using var node = await StubNode.StartAsync(_ => (200, """{"complaints":[]}"""));

        var run = await LedgerRun.RunAsync("subject", "complaints", "--node", node.Address, "--department", "health", "--token", "t");

        Assert.Equal((0, "No complaints. 没有投诉。"), (run.ExitCode, run.Output.Trim()));
    }

    [Fact]
    public async Task Complaints_AnotherAnswer_CannotBeRead()
    {
        await using var node = await StubNode.StartAsync(_ => (200, "{}"));

        AssertCouldNotRun(await LedgerRun.RunAsync("subject", "complaints", "--node", node.Address, "--department", "health", "--token", "t"), "LDG8511", "no complaints");
    }
}
