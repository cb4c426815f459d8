using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Access;

/// <summary>Tests of the tokens that operators create.</summary>
public sealed class TokenTests(RunningNode node)
{
    [Theory]
    [InlineData("issuer")]
    [InlineData("verifier")]
    [InlineData("auditor")]
    [InlineData("operator")]
    public async Task CreateToken_ByAnOperator_MakesOneOfThatRole(string role)
    {
        var name = TestRecords.NewKey();

        using var response = await CreateAsync(name, role);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        var made = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        Assert.Equal((name, "education", role), (made["name"]!.GetValue<string>(), made["department"]!.GetValue<string>(), made["role"]!.GetValue<string>()));
        Assert.Matches("^ldg_[A-Za-z0-9_-]{43}$", made["token"]!.GetValue<string>());
    }

    [Fact]
    public async Task NewToken_IsValidAtOnceAndStoredNowhereInClearText()
    {
        using var made = await CreateAsync(TestRecords.NewKey(), "auditor");
        var token = JsonNode.Parse(await made.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["token"]!.GetValue<string>();
        using var request = new HttpRequestMessage(HttpMethod.Get, TestRecords.Root);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);

        using var response = await node.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var file = Path.Combine(node.DataDirectory, "tokens.json");
        Assert.DoesNotContain(token, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> CreateAsync(string name, string role) => node.SendAsync(
        HttpMethod.Post, "/v1/departments/education/tokens", "education", "operator", new JsonObject { ["name"] = name, ["role"] = role }.ToJsonString());
}
