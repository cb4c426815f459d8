using Ledger.Access;
using static Ledger.Cli.Tests.Refusals;

namespace Ledger.Cli.Tests.Tokens;

public sealed class TokensCreateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string TokensFile => _folder.PathOf("tokens.json");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("issuer", Role.Issuer)]
    [InlineData("verifier", Role.Verifier)]
    [InlineData("auditor", Role.Auditor)]
    [InlineData("operator", Role.Operator)]
    public async Task Create_InADataDirectory_MakesATokenThatTheNodeAccepts(string role, Role expected)
    {
        var run = await CreateAsync("--role", role, "--name", "desk 3", "--data", _folder.Path);

        Assert.Equal(0, run.ExitCode);
        var holder = AccessTokens.Open(TokensFile).Find(run.Output.TrimEnd());
        Assert.NotNull(holder);
        Assert.Equal(("desk 3", "health", expected), (holder.Name, holder.Department.ToString(), holder.Role));
    }

    [Fact]
    public async Task Create_InADataDirectory_KeepsOnlyItsHash()
    {
        var run = await CreateAsync("--role", "issuer", "--name", "desk", "--data", _folder.Path, "--json");

        var token = (string?)run.Json["token"];
        Assert.StartsWith("ldg_", token, StringComparison.Ordinal);
        Assert.DoesNotContain(token!, await File.ReadAllTextAsync(TokensFile, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_SameNameAgain_IsRefused()
    {
        await CreateAsync("--role", "issuer", "--name", "desk", "--data", _folder.Path);

        AssertCouldNotRun(await CreateAsync("--role", "auditor", "--name", "desk", "--data", _folder.Path), "LDG8506", "desk");
    }

    [Fact]
    public async Task Create_DirectoryOfARunningNode_MakesATokenThatTheNodeAcceptsAtOnce()
    {
        await using var node = new FileStream(_folder.PathOf("lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        var open = AccessTokens.Open(TokensFile);

        var run = await CreateAsync("--role", "operator", "--name", "first", "--data", _folder.Path);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(Role.Operator, open.Find(run.Output.TrimEnd())?.Role);
    }

    [Fact]
    public async Task Create_NoSuchDirectory_IsRefused() =>
        AssertCouldNotRun(await CreateAsync("--role", "issuer", "--name", "desk", "--data", _folder.PathOf("nowhere")), "LDG8550", "nowhere");

    [Fact]
    public async Task Create_DamagedTokensFile_IsRefusedAndUnchanged()
    {
        _folder.Write("tokens.json", "[{");

        AssertCouldNotRun(await CreateAsync("--role", "issuer", "--name", "desk", "--data", _folder.Path), "LDG8502", "tokens.json");
        Assert.Equal("[{", await File.ReadAllTextAsync(TokensFile, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("")]
    [InlineData("line\nfeed")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890")]
    public async Task Create_InvalidName_IsRefused(string name) =>
        AssertCouldNotRun(await CreateAsync("--role", "issuer", "--name", name, "--data", _folder.Path), "LDG8503", "--name");

    [Fact]
    public async Task Create_InvalidDepartment_IsRefused() => AssertCouldNotRun(
        await LedgerRun.RunAsync("tokens", "create", "--department", "../etc", "--role", "issuer", "--name", "desk", "--data", _folder.Path), "LDG8503", "--department");

    [Fact]
    public async Task Create_NeitherDirectoryNorToken_IsRefused() =>
        AssertCouldNotRun(await CreateAsync("--role", "issuer", "--name", "desk"), "LDG8503", "--token or --data");

    [Fact]
    public async Task Create_AtARunningNode_SendsTheOperatorsToken()
    {
        await using var node = await StubNode.StartAsync(_ => (201, """{"name":"desk","department":"health","role":"auditor","token":"ldg_made"}"""));

        var run = await CreateAsync("--role", "auditor", "--name", "desk", "--node", node.Address, "--token", "ldg_operator");

        Assert.Equal((0, "ldg_made"), (run.ExitCode, run.Output.TrimEnd()));
        var request = Assert.Single(node.Requests);
        Assert.Equal(("POST", "/v1/departments/health/tokens", "Bearer ldg_operator"), (request.Method, request.Path, request.Authorization));
        Assert.Equal("""{"name":"desk","role":"auditor"}""", request.Body);
    }

    [Fact]
    public async Task Create_NodeAnswersWithoutAToken_CouldNotRun()
    {
        await using var node = await StubNode.StartAsync(_ => (201, "{}"));

        AssertCouldNotRun(await CreateAsync("--role", "auditor", "--name", "desk", "--node", node.Address, "--token", "t"), "LDG8511", "no token");
    }

    private static Task<LedgerRun> CreateAsync(params string[] options) => LedgerRun.RunAsync(["tokens", "create", "--department", "health", .. options]);
}
