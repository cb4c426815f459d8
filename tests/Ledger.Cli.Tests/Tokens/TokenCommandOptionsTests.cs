using Ledger.Access;
using Ledger.Cli.Output;
using Ledger.Departments;
using static Ledger.Cli.Tests.Refusals;

namespace Ledger.Cli.Tests.Tokens;

/// <summary>
/// The token commands in a data directory and at a node. They accept only one of the two, only a data directory that a node has used, and only its
/// departments. A new token that cannot be shown is withdrawn.
/// </summary>
public sealed class TokenCommandOptionsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("create --role issuer --name desk")]
    [InlineData("list")]
    [InlineData("withdraw --name desk")]
    public async Task Command_DirectoryAndNode_IsRefused(string command)
    {
        Made("health");
        foreach (var more in new[] { "--node http://127.0.0.1:1", "--token t" })
        {
            AssertCouldNotRun(await LedgerRun.RunAsync(["tokens", .. command.Split(' '), "--department", "health", "--data", _folder.Path, .. more.Split(' ')]), "LDG8503", "--data with --node or --token");
        }

        Assert.False(File.Exists(_folder.PathOf("tokens.json")));
    }

    [Theory]
    [InlineData("create --role issuer --name desk")]
    [InlineData("list")]
    [InlineData("withdraw --name desk")]
    public async Task Command_DepartmentNotInTheDirectory_IsRefusedWithTheKnownOnes(string command)
    {
        Made("health", "education");

        var run = await LedgerRun.RunAsync(["tokens", .. command.Split(' '), "--department", "parks", "--data", _folder.Path]);

        AssertCouldNotRun(run, "LDG8561", "parks; known 已有: education, health");
        Assert.False(File.Exists(_folder.PathOf("tokens.json")));
    }

    [Theory]
    [InlineData("list --department health")]
    [InlineData("withdraw --department health --name desk")]
    [InlineData("review")]
    public async Task Command_DirectoryThatNoNodeHasUsed_IsRefused(string command) =>
        AssertCouldNotRun(await LedgerRun.RunAsync(["tokens", .. command.Split(' '), "--data", _folder.Path]), "LDG8550", _folder.Path);

    [Theory]
    [InlineData("tokens create --department health --role issuer --name desk --data")]
    [InlineData("tokens list --department health --data")]
    [InlineData("tokens withdraw --department health --name desk --data")]
    [InlineData("tokens review --data")]
    [InlineData("rebuild")]
    [InlineData("chain migrate --data")]
    public async Task Command_NoSuchDirectory_IsRefusedWithTheSameCode(string command)
    {
        var line = command.StartsWith("chain", StringComparison.Ordinal)
            ? (string[])[.. command.Split(' '), _folder.PathOf("nowhere"), "--from-rpc", "http://127.0.0.1:1", "--from-registry", "0x00000000000000000000000000000000000000aa", "--to-rpc", "http://127.0.0.1:1", "--to-addresses", "none.json"]
            : [.. command.Split(' '), _folder.PathOf("nowhere")];

        AssertCouldNotRun(await LedgerRun.RunAsync(line), "LDG8550", "nowhere");
    }

    [Fact]
    public async Task Rebuild_FolderWithoutDepartments_IsRefusedAndCreatesNoFile()
    {
        AssertCouldNotRun(await LedgerRun.RunAsync("rebuild", _folder.Path), "LDG8550", _folder.Path);

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task Create_BeforeTheFirstStart_AcceptsAnyDepartment()
    {
        Assert.Equal(0, (await CreateAsync("health")).ExitCode);
        Assert.Equal(0, (await CreateAsync("parks")).ExitCode);
    }

    [Fact]
    public async Task Create_OutputNotWritable_LeavesNoTokenInForce()
    {
        var error = new StringWriter();
        var terminal = new Terminal(new FullWriter(), error, () => Stream.Null, () => Stream.Null, isInteractive: false);

        var exitCode = await CommandLine.RunAsync(["tokens", "create", "--department", "health", "--role", "issuer", "--name", "desk", "--data", _folder.Path], terminal, Cancel);

        Assert.True(exitCode == 2 && error.ToString().StartsWith("LDG8562:", StringComparison.Ordinal), $"{exitCode} {error}");
        AssertNoneInForce();
    }

    [Fact]
    public async Task Create_AtANodeWithOutputNotWritable_WithdrawsTheTokenThere()
    {
        await using var node = await StubNode.StartAsync(request => request.Method == "POST"
            ? (201, """{"id":"0123456789abcdef","name":"desk","role":"auditor","token":"ldg_made"}""")
            : (200, """{"id":"0123456789abcdef","state":"withdrawn"}"""));
        var error = new StringWriter();
        var terminal = new Terminal(new FullWriter(), error, () => Stream.Null, () => Stream.Null, isInteractive: false);

        var exitCode = await CommandLine.RunAsync(
            ["tokens", "create", "--department", "health", "--role", "auditor", "--name", "desk", "--node", node.Address, "--token", "ldg_operator"], terminal, Cancel);

        Assert.True(exitCode == 2 && error.ToString().StartsWith("LDG8562:", StringComparison.Ordinal), $"{exitCode} {error}");
        Assert.Equal("DELETE /v1/departments/health/tokens/0123456789abcdef", $"{node.Requests[^1].Method} {node.Requests[^1].Path}");
    }

    [Fact]
    public async Task Create_NodeDoesNotWithdrawTheToken_ReportsThatItStaysInForce()
    {
        await using var node = await StubNode.StartAsync(request => request.Method == "POST"
            ? (201, """{"id":"0123456789abcdef","name":"desk","role":"auditor","token":"ldg_made"}""")
            : (503, """{"code":"LDG9023","title":"x"}"""));
        var error = new StringWriter();
        var terminal = new Terminal(new FullWriter(), error, () => Stream.Null, () => Stream.Null, isInteractive: false);

        var exitCode = await CommandLine.RunAsync(
            ["tokens", "create", "--department", "health", "--role", "auditor", "--name", "desk", "--node", node.Address, "--token", "ldg_operator"], terminal, Cancel);

        Assert.Equal(2, exitCode);
        Assert.StartsWith("LDG8563:", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("0123456789abcdef (LDG8505 HTTP 503 LDG9023", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("ldg_made", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(">&-")]
    [InlineData(">/dev/full")]
    public async Task Create_ProgramWithStandardOutputClosedOrFull_LeavesNoTokenInForce(string closing)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "There is no such device, or no shell that closes a stream.");
        var (exitCode, error) = await ClosedOutputTests.RunShellAsync(
            closing, ["tokens", "create", "--department", "health", "--role", "issuer", "--name", "desk", "--data", _folder.Path]);

        Assert.True(exitCode == 2 && error.StartsWith("LDG85", StringComparison.Ordinal), $"{exitCode} {error}");
        AssertNoneInForce();
    }

    [Theory]
    [InlineData("--id")]
    [InlineData("--name")]
    public async Task Withdraw_Again_ReturnsTheFirstAnswer(string by)
    {
        var made = await CreateAsync("health", "--json");
        string[] line = ["tokens", "withdraw", "--department", "health", by, by == "--id" ? (string)made.Json["id"]! : "desk", "--data", _folder.Path, "--json"];
        var first = await LedgerRun.RunAsync(line);

        var second = await LedgerRun.RunAsync(line);

        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
        Assert.Equal(first.Output, second.Output);
    }

    [Fact]
    public async Task Withdraw_ByNameAgainAtANode_SendsTheIdOfTheLastWithdrawn()
    {
        await using var node = await StubNode.StartAsync(request => request.Method == "GET"
            ? (200, """{"tokens":[{"id":"aaaaaaaaaaaaaaaa","name":"desk","withdrawnAt":"2026-11-01T00:00:00Z"},{"id":"bbbbbbbbbbbbbbbb","name":"desk","withdrawnAt":"2026-11-02T00:00:00Z"}],"restoredAsOf":null}""")
            : (200, """{"id":"bbbbbbbbbbbbbbbb","name":"desk","state":"withdrawn","withdrawnBy":"token:first"}"""));

        var run = await LedgerRun.RunAsync("tokens", "withdraw", "--department", "health", "--name", "desk", "--node", node.Address, "--token", "ldg_operator");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("/v1/departments/health/tokens/bbbbbbbbbbbbbbbb", node.Requests[^1].Path);
    }

    [Fact]
    public async Task List_OperatorsLogMissing_WarnsUntilTheReview()
    {
        await CreateAsync("health");
        File.Delete(_folder.PathOf("operator.log"));
        string[] list = ["tokens", "list", "--department", "health", "--data", _folder.Path];

        Assert.StartsWith("LDG9041:", (await LedgerRun.RunAsync(list)).Error, StringComparison.Ordinal);
        Assert.True((bool?)(await LedgerRun.RunAsync("tokens", "review", "--data", _folder.Path, "--json")).Json["reviewed"]);
        Assert.Equal("", (await LedgerRun.RunAsync(list)).Error);
    }

    private void Made(params string[] departments)
    {
        foreach (var department in departments)
        {
            Directory.CreateDirectory(Path.Combine(_folder.Path, "departments", department));
        }
    }

    private Task<LedgerRun> CreateAsync(string department, params string[] options) =>
        LedgerRun.RunAsync(["tokens", "create", "--department", department, "--role", "issuer", "--name", "desk", "--data", _folder.Path, .. options]);

    private void AssertNoneInForce()
    {
        Assert.True(DepartmentId.TryParse("health", out var health));
        Assert.DoesNotContain(
            AccessTokens.Open(_folder.PathOf("tokens.json")).List(health), entry => entry.StateAt(TimeProvider.System.GetUtcNow()) is TokenState.InForce);
    }

    /// <summary>Standard output to a full disk.</summary>
    private sealed class FullWriter : StringWriter
    {
        public override void WriteLine(string? value) => throw new IOException("No space left on device");
    }
}
