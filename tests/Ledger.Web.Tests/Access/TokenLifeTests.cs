using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Ledger.Access;
using Ledger.Web.Tests.Problems;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Access;

/// <summary>Tests that tokens of a running node expire, are listed, and are withdrawn at once, over HTTP and by the command.</summary>
public sealed class TokenLifeTests(RunningNode node)
{
    private const string Tokens = "/v1/departments/education/tokens";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CreateToken_WithoutExpiry_ExpiresInAYear()
    {
        var made = await CreateAsync();

        Assert.InRange((made["expiresAt"]!.GetValue<DateTimeOffset>() - TimeProvider.System.GetUtcNow()).TotalDays, 364.9, 365);
    }

    [Theory]
    [InlineData("2020-01-01T00:00:00Z")]
    [InlineData("9999-01-01T00:00:00Z")]
    [InlineData("tomorrow")]
    public async Task CreateToken_InvalidExpiry_IsRefusedWithItsPlace(string expiresAt)
    {
        using var response = await PostAsync(TestRecords.NewKey(), expiresAt);

        await Problem.AssertAsync(response, "LDG6007", "/expiresAt");
    }

    [Fact]
    public async Task ExpiredToken_IsRefused()
    {
        var soon = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + 2);
        var made = await CreateAsync(soon.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));

        await Eventually.IsTrueAsync(async () => (await UseAsync(made)).StatusCode is HttpStatusCode.Unauthorized, "the token expires");

        using var refused = await UseAsync(made);
        await Problem.AssertAsync(refused, "LDG9020");
    }

    [Fact]
    public async Task ListTokens_ByAnOperator_ShowsWhoIssuedThemAndNoToken()
    {
        var made = await CreateAsync();

        using var response = await node.SendAsync(HttpMethod.Get, Tokens, "education", "operator");
        var text = await response.Content.ReadAsStringAsync(Cancel);

        var row = JsonNode.Parse(text)!["tokens"]!.AsArray().Single(one => one!["id"]!.GetValue<string>() == IdOf(made))!;
        Assert.Equal(("issuer", "inForce", "token:demo-operator"), (row["role"]!.GetValue<string>(), row["state"]!.GetValue<string>(), row["issuedBy"]!.GetValue<string>()));
        Assert.DoesNotContain("ldg_", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithdrawToken_ByAnOperator_RefusesTheNextRequestWithIt()
    {
        var made = await CreateAsync();
        Assert.Equal(HttpStatusCode.OK, (await UseAsync(made)).StatusCode);

        using var withdrawn = await WithdrawAsync(IdOf(made));
        using var again = await WithdrawAsync(IdOf(made));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (withdrawn.StatusCode, again.StatusCode));
        var row = JsonNode.Parse(await again.Content.ReadAsStringAsync(Cancel))!;
        Assert.Equal(("withdrawn", "token:demo-operator"), (row["state"]!.GetValue<string>(), row["withdrawnBy"]!.GetValue<string>()));
        using var refused = await UseAsync(made);
        await Problem.AssertAsync(refused, "LDG9021");
        var events = OperatorLog.Read(Path.Combine(node.DataDirectory, "operator.log")).Where(one => one.Token == IdOf(made));
        Assert.Equal([OperatorAction.TokenIssued, OperatorAction.TokenWithdrawn], events.Select(one => one.Action));
    }

    [Fact]
    public async Task WithdrawToken_ByTheCommand_RefusesTheNextRequestWithIt()
    {
        var run = await CliRun.RunAsync(
            "tokens", "create", "--department", "education", "--role", "issuer", "--name", TestRecords.NewKey(), "--data", node.DataDirectory, "--json");
        var made = JsonNode.Parse(run.Out)!;
        Assert.Equal(HttpStatusCode.OK, (await UseAsync(made)).StatusCode); // The command created it while the node runs.

        run = await CliRun.RunAsync("tokens", "withdraw", "--department", "education", "--id", IdOf(made), "--data", node.DataDirectory);

        Assert.True(run.ExitCode == 0, run.ToString());
        using var refused = await UseAsync(made);
        await Problem.AssertAsync(refused, "LDG9021");
    }

    [Fact]
    public async Task WithdrawToken_LastOperatorToken_IsRefused()
    {
        using var list = await node.SendAsync(HttpMethod.Get, "/v1/departments/employment/tokens", "employment", "operator");
        var rows = JsonNode.Parse(await list.Content.ReadAsStringAsync(Cancel))!["tokens"]!.AsArray();
        var only = rows.Single(row => row!["role"]!.GetValue<string>() == "operator")!["id"]!.GetValue<string>();

        using var response = await node.SendAsync(HttpMethod.Delete, $"/v1/departments/employment/tokens/{only}", "employment", "operator");

        await Problem.AssertAsync(response, "LDG9022");
    }

    [Fact]
    public async Task WithdrawToken_OfAnotherDepartment_IsNotFound()
    {
        var made = await CreateAsync();

        using var response = await node.SendAsync(HttpMethod.Delete, $"/v1/departments/health/tokens/{IdOf(made)}", "health", "operator");

        await Problem.AssertAsync(response, "LDG9025");
        Assert.Equal(HttpStatusCode.OK, (await UseAsync(made)).StatusCode);
    }

    private static string IdOf(JsonNode made) => made["id"]!.GetValue<string>();

    private async Task<JsonNode> CreateAsync(string? expiresAt = null)
    {
        using var response = await PostAsync(TestRecords.NewKey(), expiresAt);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancel))!;
    }

    private Task<HttpResponseMessage> PostAsync(string name, string? expiresAt)
    {
        var body = new JsonObject { ["name"] = name, ["role"] = "issuer" };
        if (expiresAt is not null)
        {
            body["expiresAt"] = expiresAt;
        }

        return node.SendAsync(HttpMethod.Post, Tokens, "education", "operator", body.ToJsonString());
    }

    private Task<HttpResponseMessage> WithdrawAsync(string id) => node.SendAsync(HttpMethod.Delete, $"{Tokens}/{id}", "education", "operator");

    private async Task<HttpResponseMessage> UseAsync(JsonNode made)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, TestRecords.Root + "?limit=1");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", made["token"]!.GetValue<string>());
        return await node.Http.SendAsync(request, Cancel);
    }
}
