using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Access;
using Ledger.Departments;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Council;

/// <summary>
/// Tests a department on a chain with a council, from its admission to a stolen key. It is one test, because each step needs the one before, and a
/// separate chain and node for each step would take minutes.
/// </summary>
public sealed class AdmittedDepartmentTests(EarlierCouncilledChain chain) : IClassFixture<EarlierCouncilledChain>
{
    private const string Name = "parks";
    private const string Origin = "ledger.localhost/parks/log";

    private string Data => Path.Combine(chain.Folder, "node");

    private string Token { get; set; } = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Department_AdmittedRotatedAndCompromised_VerdictsDependOnWhenTheChainSawTheRecord()
    {
        // The node creates its keys. The registry does not know the department yet.
        await (await StartAsync()).DisposeAsync();
        var keys = await NodeKeysAsync();
        Assert.Equal(Origin, keys["origin"]!.GetValue<string>());
        CouncilCommandTests.AssertRefused(await DepartmentAsync("keys", "register"), "LDG8620");
        await FundAsync(keys["operator"]!.GetValue<string>());

        // Two of three members admit the department, after a day.
        var type = TestRecords.Completion()["type"]!.GetValue<string>();
        await chain.DecideAsync("council", "propose", "register-types", "--file", TestRecords.CompletionTypeFile);
        await chain.DecideAsync(
            "department", "add", "--origin", Origin, "--operator", keys["operator"]!.GetValue<string>(), "--node-url", "https://parks.example",
            "--log-key", keys["logKey"]!.GetValue<string>(), "--type", type);
        Assert.True((await DepartmentJsonAsync("keys", "register"))["registered"]!.GetValue<bool>());
        Assert.False((await DepartmentJsonAsync("keys", "register"))["registered"]!.GetValue<bool>());
        var first = await IssueAsync();
        await AssertVerdictAsync(first, "valid");

        // The keys and the account are rotated. Old and new records are both valid.
        Assert.True((await DepartmentJsonAsync("keys", "rotate", "record"))["registered"]!.GetValue<bool>());
        Assert.True((await DepartmentJsonAsync("keys", "rotate", "log"))["registered"]!.GetValue<bool>());
        var account = (await DepartmentJsonAsync("operator", "rotate"))["new"]!.GetValue<string>();
        await AssertAddressAsync("https://unpaid.example/", "LDG8576", "https://parks.example");
        await FundAsync(account);
        await AssertAddressAsync("https://moved.example/node", null, "https://moved.example/node");
        var second = await IssueAsync();
        await AssertVerdictAsync(first, "valid");
        await AssertVerdictAsync(second, "valid");
        var registered = (await chain.JsonAsync("department", "show", Origin))[0]!;
        Assert.Equal(account, registered["operator"]!.GetValue<string>());
        Assert.Equal((2, 2), (registered["recordKeys"]!.AsArray().Count, registered["logKeys"]!.AsArray().Count));
        Assert.NotNull(registered["recordKeys"]![0]!["validUntil"]);
        Assert.NotEqual(KidOf(first), KidOf(second));

        // The current record key was stolen some time after the second record.
        await chain.PassAsync(EarlierCouncilledChain.Behind - TimeSpan.FromMinutes(5));
        var since = await chain.TimeAsync();
        var third = await IssueAsync();
        var stolen = registered["recordKeys"]![1]!["thumbprint"]!.GetValue<string>();
        CouncilCommandTests.AssertRefused(await CompromisedAsync(stolen, since.AddDays(-40)), "LDG8625");
        CouncilCommandTests.AssertRefused(await CompromisedAsync(stolen, since.AddDays(1)), "LDG8619");
        var declared = await CompromisedAsync(stolen, since);
        Assert.True(declared.ExitCode == 0, declared.ToString());
        await AssertVerdictAsync(first, "valid");
        await AssertVerdictAsync(second, "valid");
        await AssertVerdictAsync(third, "not-genuine", "LDG1036");

        // The department is suspended at once, without the delay. Its operator can change nothing.
        var suspension = (await chain.JsonAsync("department", "suspend", "--origin", Origin, "--key-file", chain.KeyOf("a")))["id"]!.GetValue<string>();
        await chain.JsonAsync("council", "approve", suspension, "--key-file", chain.KeyOf("b"));
        Assert.Equal("executed", (await chain.JsonAsync("council", "execute", suspension, "--key-file", chain.KeyOf("c")))["stage"]!.GetValue<string>());
        CouncilCommandTests.AssertRefused(await DepartmentAsync("keys", "rotate", "log"), "LDG8619");
        await AssertVerdictAsync(second, "valid");
        await AssertAddressAsync("https://suspended.example/", "LDG8017", "https://moved.example/node");
    }

    /// <summary>Starts the node with a public address, and asserts what health and registry show.</summary>
    /// <param name="publicUrl">The address.</param>
    /// <param name="code">The expected code of the department on the health page.</param>
    /// <param name="registered">The expected address in the registry afterwards.</param>
    private async Task AssertAddressAsync(string publicUrl, string? code, string registered)
    {
        await using var node = await StartAsync(("Ledger__PublicUrl", publicUrl));
        using var response = await node.Http.GetAsync("/health/ready", Cancel);
        var health = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancel))!;

        Assert.Equal(registered, (await chain.JsonAsync("department", "show", Origin))[0]!["nodeUrl"]!.GetValue<string>());
        Assert.Equal(code, (string?)health["departments"]![0]!["code"]);
        Assert.Equal(code == "LDG8576", node.Output.Contains("LDG8576: parks:", StringComparison.Ordinal));
    }

    private Task<CliRun> DepartmentAsync(params string[] command) => chain.RunAsync(["department", .. command, "--data", Data, "--department", Name]);

    private Task<JsonNode> DepartmentJsonAsync(params string[] command) => chain.JsonAsync(["department", .. command, "--data", Data, "--department", Name]);

    private Task<CliRun> CompromisedAsync(string key, DateTimeOffset since) =>
        DepartmentAsync("keys", "compromised", "--record-key", key, "--since", since.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));

    private async Task<JsonNode> NodeKeysAsync()
    {
        var run = await CliRun.RunAsync("department", "keys", "show", "--data", Data, "--department", Name, "--json");
        Assert.True(run.ExitCode == 0, run.ToString());
        return JsonNode.Parse(run.Out)!;
    }

    private async Task FundAsync(string account) => await chain.AskAsync("anvil_setBalance", account, "0xde0b6b3a7640000");

    private async Task<LedgerNode> StartAsync(params (string Name, string Value)[] more)
    {
        Directory.CreateDirectory(Data);
        if (Token.Length == 0)
        {
            Assert.True(DepartmentId.TryParse(Name, out var department));
            Token = AccessTokens.Open(Path.Combine(Data, "tokens.json")).Create(new TokenHolder("desk", department, Role.Issuer))!; // Not null, because the name is unique.
        }

        return await LedgerNode.StartAsync(Data, null,
        [
            .. more, ("Ledger__Chain__Endpoints__0", chain.Dev.Rpc.ToString()), ("Ledger__Chain__Addresses", chain.Book), ("Ledger__Chain__Finality", "instant"),
            ("Ledger__Chain__IntervalSeconds", "0.5"), ("Ledger__Clock__ToleranceSeconds", "3600"), ("Ledger__Departments__0__Id", Name), ("Ledger__Departments__0__NameZh", "市园林局"),
            ("Ledger__Departments__0__NameEn", "Parks Office"),
        ]);
    }

    /// <summary>Starts the node, issues one record, waits for its final anchor, and stops it.</summary>
    /// <returns>The file of the bundle.</returns>
    private async Task<string> IssueAsync()
    {
        await using var node = await StartAsync();
        var answer = await SendAsync(node, HttpMethod.Post, $"/v1/departments/{Name}/records", TestRecords.Completion().ToJsonString());
        var path = $"/v1/departments/{Name}/records/{JsonNode.Parse(answer)!["id"]!.GetValue<string>()}";
        await Eventually.IsTrueAsync(
            async () => JsonNode.Parse(await SendAsync(node, HttpMethod.Get, path, null))!["level"]!.GetValue<string>() == "L3", "the record is final");
        var file = Path.Combine(chain.Folder, Guid.NewGuid().ToString("N") + ".ledger.json");
        await File.WriteAllTextAsync(file, await SendAsync(node, HttpMethod.Get, path + "/bundle" + TestRecords.OnRequest, null), Cancel);
        await Eventually.IsTrueAsync(async () => await IsAnchoredAsync(node), "the read of the bundle is anchored, too");
        return file;
    }

    private static async Task<bool> IsAnchoredAsync(TestNode node)
    {
        using var response = await node.Http.GetAsync("/health/ready", Cancel);
        var row = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancel))!["departments"]![0]!;
        return row["anchoredSize"]!.GetValue<long>() == row["size"]!.GetValue<long>();
    }

    private async Task<string> SendAsync(TestNode node, HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
            request.Headers.Add("Idempotency-Key", TestRecords.NewKey());
        }

        using var response = await node.Http.SendAsync(request, Cancel);
        var text = await response.Content.ReadAsStringAsync(Cancel);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode} {text}\n{node.Output}");
        return text;
    }

    /// <summary>Asserts the verdict as of the chain's time, which is behind this machine's clock.</summary>
    private async Task AssertVerdictAsync(string bundle, string verdict, string finding = "")
    {
        var registry = JsonNode.Parse(await File.ReadAllTextAsync(chain.Book, Cancel))!["registry"]!.GetValue<string>();
        var asOf = (await chain.TimeAsync()).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

        var run = await CliRun.RunAsync(
            "verify", bundle, "--rpc", chain.Dev.Rpc.ToString(), "--registry", registry, "--finality", "instant", "--as-of", asOf, "--json");

        Assert.True(
            JsonNode.Parse(run.Out)!["verdict"]!.GetValue<string>() == verdict && run.Out.Contains(finding, StringComparison.Ordinal), run.ToString());
    }

    private static string KidOf(string bundle)
    {
        var header = JsonNode.Parse(File.ReadAllText(bundle))!["record"]!.GetValue<string>().Split('.')[0];
        return JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(header))!["kid"]!.GetValue<string>();
    }
}
