using Ledger.Access;
using Ledger.Verify.Faults;
using static Ledger.Cli.Tests.Refusals;

namespace Ledger.Cli.Tests.Tokens;

/// <summary><c>ledger tokens list</c>, <c>withdraw</c> and <c>review</c>, and the lifetime of a new token.</summary>
public sealed class TokensLifeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(null, 365)]
    [InlineData("90d", 90)]
    [InlineData("3650d", 3650)]
    public async Task Create_WithOrWithoutALifetime_SetsTheExpiry(string? span, int days)
    {
        var run = await CreateAsync("desk", span is null ? [] : ["--expires", span]);

        var left = (DateTimeOffset)run.Json["expiresAt"]! - TimeProvider.System.GetUtcNow();
        Assert.InRange(left.TotalDays, days - 0.1, days);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("0d")]
    [InlineData("-1d")]
    [InlineData("3651d")]
    [InlineData("soon")]
    public async Task Create_InvalidLifetime_IsRefused(string span) =>
        AssertCouldNotRun(await OfAsync("create", "--role", "issuer", "--name", "desk", "--expires", span), "LDG8503", "--expires");

    [Fact]
    public async Task List_Directory_ShowsIssuerAndExpiryButNoToken()
    {
        var made = await CreateAsync("desk 3");

        var text = await OfAsync("list");
        var json = await OfAsync("list", "--json");

        var row = json.Json["tokens"]!.AsArray().Single()!;
        Assert.Equal(
            ((string?)made.Json["id"], "desk 3", "issuer", "inForce", "local:" + Environment.UserName),
            ((string?)row["id"], (string?)row["name"], (string?)row["role"], (string?)row["state"], (string?)row["issuedBy"]));
        Assert.Contains($"{row["id"]}  inForce    issuer    desk 3", text.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(((string?)made.Json["token"])![4..], text.Output + json.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--id")]
    [InlineData("--name")]
    public async Task Withdraw_InADataDirectory_EndsTheToken(string by)
    {
        var made = await CreateAsync("desk 3");

        var run = await OfAsync("withdraw", by, by == "--id" ? (string)made.Json["id"]! : "desk 3", "--json");

        Assert.Equal((0, "withdrawn", "local:" + Environment.UserName), (run.ExitCode, (string?)run.Json["state"], (string?)run.Json["withdrawnBy"]));
        var check = AccessTokens.Open(_folder.PathOf("tokens.json")).Check((string)made.Json["token"]!);
        Assert.Equal(AccessFaults.TokenWithdrawn, check.Fault);
    }

    [Fact]
    public async Task Withdraw_LastOperatorTokenInADirectory_SucceedsAndSaysHowToContinue()
    {
        await OfAsync("create", "--role", "operator", "--name", "only");

        var run = await OfAsync("withdraw", "--name", "only");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("health has no operator token in force now", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--id", "0000000000000000")]
    [InlineData("--name", "nobody")]
    public async Task Withdraw_NoSuchToken_IsRefused(string by, string value)
    {
        await CreateAsync("desk 3");

        AssertCouldNotRun(await OfAsync("withdraw", by, value), "LDG9025", value);
    }

    [Fact]
    public async Task Withdraw_NeitherOrBothNames_IsRefused()
    {
        AssertCouldNotRun(await OfAsync("withdraw"), "LDG8503", "--id or --name");
        AssertCouldNotRun(await OfAsync("withdraw", "--id", "a", "--name", "b"), "LDG8503", "--id or --name");
    }

    [Fact]
    public async Task Withdraw_AtARunningNodeByName_FindsTheIdFirst()
    {
        await using var node = await StubNode.StartAsync(request => request.Method == "GET"
            ? (200, """{"tokens":[{"id":"0123456789abcdef","name":"desk 3","withdrawnAt":null}],"restoredAsOf":null}""")
            : (200, """{"id":"0123456789abcdef","name":"desk 3","state":"withdrawn","withdrawnBy":"token:first"}"""));

        var run = await LedgerRun.RunAsync("tokens", "withdraw", "--department", "health", "--name", "desk 3", "--node", node.Address, "--token", "ldg_operator");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            ["GET /v1/departments/health/tokens", "DELETE /v1/departments/health/tokens/0123456789abcdef"],
            node.Requests.Select(request => $"{request.Method} {request.Path}"));
    }

    [Fact]
    public async Task Review_TokensOfABackup_EndsTheWarning()
    {
        await CreateAsync("desk 3");
        AccessTokens.Open(_folder.PathOf("tokens.json")).Restore(DateTimeOffset.UnixEpoch, [], withdrawAll: false, "local:root");
        Assert.Contains("LDG9024", (await OfAsync("list")).Error, StringComparison.Ordinal);

        var run = await LedgerRun.RunAsync("tokens", "review", "--data", _folder.Path, "--json");

        Assert.True((bool?)run.Json["reviewed"]);
        Assert.Equal("", (await OfAsync("list")).Error);
        Assert.False((bool?)(await LedgerRun.RunAsync("tokens", "review", "--data", _folder.Path, "--json")).Json["reviewed"]);
    }

    private Task<LedgerRun> CreateAsync(string name, params string[] options) => OfAsync("create", ["--role", "issuer", "--name", name, "--json", .. options]);

    private Task<LedgerRun> OfAsync(string command, params string[] options) =>
        LedgerRun.RunAsync(["tokens", command, "--department", "health", "--data", _folder.Path, .. options]);
}
