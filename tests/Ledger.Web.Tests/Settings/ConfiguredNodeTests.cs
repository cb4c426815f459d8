using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Web.Tests.Endpoints;
using Ledger.Web.Tests.Problems;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Settings;

/// <summary>Tests a node on a configured chain. It starts no demonstration, and its output contains no secret of the node or of a caller.</summary>
public sealed class ConfiguredNodeTests(RunningNode shared, ConfiguredNode node, FinalRecord record) : IClassFixture<ConfiguredNode>, IClassFixture<FinalRecord>
{
    [Fact]
    public async Task Start_WithAChainConfigured_HasNoDemonstration()
    {
        var departments = JsonNode.Parse(await node.Running.Http.GetStringAsync("/v1/departments", TestContext.Current.CancellationToken))!.AsArray();

        var only = Assert.Single(departments)!;
        Assert.Equal("parks", only["id"]!.GetValue<string>());
        Assert.Equal("市园林局", only["nameZh"]!.GetValue<string>());
        Assert.False(File.Exists(Path.Combine(node.Running.DataDirectory, "demo-tokens.json")));
        Assert.False(Directory.Exists(Path.Combine(node.Running.DataDirectory, "chain")));
    }

    [Fact]
    public async Task Departments_RequestedWithAnotherHost_NameThePublicAddress()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/departments");
        request.Headers.Host = "evil.example";
        request.Headers.Add("X-Forwarded-Host", "evil.example");
        using var response = await node.Running.Http.SendAsync(request, TestContext.Current.CancellationToken);

        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal("https://public.example/node/parks/log", JsonNode.Parse(text)![0]!["log"]!.GetValue<string>());
        Assert.DoesNotContain("evil", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_AnotherNodesRecord_NamesTheEndpointWithoutItsCredentials()
    {
        using var bundle = new StringContent(record.Bundle, Encoding.UTF8, "application/json");
        using var response = await node.Running.Http.PostAsync("/v1/verify", bundle, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        var report = JsonNode.Parse(text)!;
        Assert.True(report["verdict"]!.GetValue<string>() == "valid", text);
        Assert.Equal(shared.Rpc.TrimEnd('/'), Assert.Single(report["source"]!["endpoints"]!.AsArray())!.GetValue<string>());
        AssertNoCredentials(text);
    }

    [Theory]
    [InlineData("/health/ready")]
    [InlineData("/v1/departments")]
    [InlineData("/openapi/v1.json")]
    public async Task AnyPublicAnswer_ContainsNoCredentials(string path)
    {
        using var response = await node.Running.Http.GetAsync(path, TestContext.Current.CancellationToken);

        AssertNoCredentials(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Ready_RegistryKnowsNoneOfTheDepartments_IsNotReady()
    {
        using var response = await node.Running.Http.GetAsync("/health/ready", TestContext.Current.CancellationToken);
        var health = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "stopped"), (response.StatusCode, (string?)health["status"]));
        Assert.Equal("LDG8016", (string?)Assert.Single(health["departments"]!.AsArray())!["code"]);
    }

    [Fact]
    public async Task Issue_ATypeTheRegistryDoesNotGrant_IsRefused()
    {
        using var response = await PostAsync(TestRecords.Completion().ToJsonString(), TestRecords.NewKey(), node.Token);

        await Problem.AssertAsync(response, "LDG2006", "/type");
    }

    [Fact]
    public async Task Output_AtTheFinestLevel_ContainsNothingOfARequestAndNoCredentials()
    {
        const string name = "欧阳不在日志里";
        var keys = new[] { TestRecords.NewKey(), TestRecords.NewKey(), TestRecords.NewKey() };
        var record = TestRecords.Completion();
        record["subject"]!["name"] = name;
        var idNumber = record["subject"]!["idNumber"]!.GetValue<string>();
        (await PostAsync(record.ToJsonString(), keys[0], node.Token)).Dispose(); // Refused because of its type.
        (await PostAsync(record.ToJsonString()[..^1], keys[1], node.Token)).Dispose(); // Malformed.
        (await PostAsync(record.ToJsonString(), keys[2], "ldg_a-token-nobody-has")).Dispose(); // Refused because of its token.
        await Eventually.IsTrueAsync(
            () => Task.FromResult(node.Running.Output.Contains("401", StringComparison.Ordinal)), "the requests are logged");

        var output = node.Running.Output;

        Assert.Contains("/v1/departments/parks/records", output, StringComparison.Ordinal); // The log does contain requests.
        Assert.All([name, idNumber, node.Token, "ldg_a-token-nobody-has", .. keys], secret => Assert.DoesNotContain(secret, output, StringComparison.Ordinal));
        AssertNoCredentials(output);
    }

    private static void AssertNoCredentials(string text) => Assert.All(
        [ConfiguredNode.Password, ConfiguredNode.Query, $"{ConfiguredNode.User}:"], secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));

    private async Task<HttpResponseMessage> PostAsync(string body, string key, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/departments/{ConfiguredNode.Department}/records");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Add("Idempotency-Key", key);
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return await node.Running.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
