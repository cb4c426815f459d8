using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Web.Tests.Running;
using Ledger.Web.Tests.SignIn;

namespace Ledger.Web.Tests.Settings;

/// <summary>Tests a chain that dies while the node runs. The node still issues, health shows the outage, and the anchor follows after a restart.</summary>
public sealed class NoChainTests(RunningNode shared)
{
    private const string Notice = "The departments' shared chain does not answer now.";

    [Fact]
    public async Task Issue_WhileTheChainIsDead_SucceedsAtL0AndIsAnchoredAfterARestart()
    {
        using var folder = new TemporaryFolder();
        var data = Path.Combine(folder.Path, "data");
        CopyAnvil(shared.DataDirectory, data);
        JsonNode issued;
        await using (var node = await StartAsync(data))
        {
            await KillChainAsync(node);

            issued = await IssueAsync(node);

            Assert.Equal("L0", issued["level"]!.GetValue<string>());
            Assert.Null(issued["bundle"]!["anchor"]);
            await Eventually.IsTrueAsync(() => IsDegradedAsync(node), "the node says that the chain is gone");
            await Eventually.IsTrueAsync(() => IsWaitingAsync(node), "the node says since when the record waits for an anchor");
            Assert.Equal("L0", (await ReadAsync(node, issued))["level"]!.GetValue<string>());
            await AssertPagesSayItAsync(node, issued["bundle"]!);
            Assert.Equal(0, await node.StopAsync());
        }

        await using var again = await StartAsync(data);

        await Eventually.IsTrueAsync(async () => (await ReadAsync(again, issued))["level"]!.GetValue<string>() == "L3", "the anchor catches up");
        await Eventually.IsTrueAsync(async () =>
        {
            var health = JsonNode.Parse(await again.Http.GetStringAsync("/health/ready", TestContext.Current.CancellationToken))!;
            return health["status"]!.GetValue<string>() == "ready";
        }, "the node is ready again");
        using var browser = new Browser(again.Address);
        Assert.DoesNotContain(Notice, WebUtility.HtmlDecode((await browser.GetAsync("/check")).Html), StringComparison.Ordinal);
    }

    // Every page works, and says that the chain does not answer; a check has no result, which is not "not genuine".
    private static async Task AssertPagesSayItAsync(NodeProcess node, JsonNode bundle)
    {
        using var browser = new Browser(node.Address);
        var home = await browser.GetAsync("/");
        var check = await browser.GetAsync("/check");
        using var form = new MultipartFormDataContent { { new StringContent(bundle.ToJsonString()), "file", "record.ledger.json" } };
        using var message = new HttpRequestMessage(HttpMethod.Post, "/check?handler=File") { Content = form, Headers = { { "Accept-Language", "en" } } };
        using var answer = await node.Http.SendAsync(message, TestContext.Current.CancellationToken);
        var result = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        await browser.SignInAsync("resident");

        Assert.Equal(HttpStatusCode.OK, home.Status);
        Assert.Contains(Notice, WebUtility.HtmlDecode(check.Html), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("app-verdict--could-not-be-checked", result, StringComparison.Ordinal);
        foreach (var path in new[] { "/my/records", "/my/reads", "/my/shares", "/my/complaints" })
        {
            var page = await browser.GetAsync(path);
            Assert.True(page.Status == HttpStatusCode.OK && WebUtility.HtmlDecode(page.Html).Contains(Notice, StringComparison.Ordinal), page.ToString());
        }
    }

    private static Task<NodeProcess> StartAsync(string data) => NodeProcess.StartAsync(data, null, ("Ledger__SampleCity", "false"));

    /// <summary>Copies the installed program, so that this test does not download it again.</summary>
    private static void CopyAnvil(string from, string to)
    {
        var source = Path.Combine(from, "chain", "anvil");
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, "chain", "anvil", Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    /// <summary>Ends the process of the chain after it has saved its newest block. This test is not about blocks that the embedded chain loses in a crash.</summary>
    private static async Task KillChainAsync(NodeProcess node)
    {
        var chain = Path.Combine(node.DataDirectory, "chain");
        using var rpc = new HttpClient { BaseAddress = new Uri(node.AddressBook["rpc"]!.GetValue<string>()) };
        await Eventually.IsTrueAsync(async () =>
        {
            using var ask = new StringContent("""{"jsonrpc":"2.0","id":1,"method":"eth_blockNumber","params":[]}""", Encoding.UTF8, "application/json");
            using var answer = await rpc.PostAsync("", ask, TestContext.Current.CancellationToken);
            var newest = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["result"]!.GetValue<string>();
            var saved = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(chain, "state.json"), TestContext.Current.CancellationToken))!;
            return saved["block"]!["number"]!.GetValue<string>() == newest;
        }, "the chain is saved");
        var running = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(chain, "anvil.running"), TestContext.Current.CancellationToken))!;
        using var anvil = Process.GetProcessById(running["pid"]!.GetValue<int>());
        anvil.Kill();
        await anvil.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    private static async Task<bool> IsDegradedAsync(NodeProcess node)
    {
        using var response = await node.Http.GetAsync("/health/ready", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode); // The node can still issue, so a load balancer must not remove it.
        var health = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        var rows = health["departments"]!.AsArray();
        Assert.All(rows, row => Assert.Equal("writing", row!["writer"]!.GetValue<string>()));
        return health["status"]!.GetValue<string>() == "degraded" && rows.All(row => row!["code"]?.GetValue<string>() == "LDG4001");
    }

    private static async Task<bool> IsWaitingAsync(NodeProcess node)
    {
        var health = JsonNode.Parse(await node.Http.GetStringAsync("/health/ready", TestContext.Current.CancellationToken))!;
        var row = health["departments"]!.AsArray().Single(row => row!["department"]!.GetValue<string>() == TestRecords.Department)!;
        var metrics = await node.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        return row["waitingSince"] is not null
            && metrics.Split('\n').Any(line => line.StartsWith("ledger_chain_up{", StringComparison.Ordinal) && line.EndsWith(" 0", StringComparison.Ordinal));
    }

    private static async Task<JsonNode> IssueAsync(NodeProcess node)
    {
        using var request = Request(node, HttpMethod.Post, TestRecords.Root);
        request.Headers.Add("Idempotency-Key", TestRecords.NewKey());
        request.Content = new StringContent(TestRecords.Completion().ToJsonString(), Encoding.UTF8, "application/json");
        return await SendAsync(node, request);
    }

    private static async Task<JsonNode> ReadAsync(NodeProcess node, JsonNode issued)
    {
        using var request = Request(node, HttpMethod.Get, $"{TestRecords.Root}/{issued["id"]}");
        return await SendAsync(node, request);
    }

    private static HttpRequestMessage Request(NodeProcess node, HttpMethod method, string path) => new(method, path)
    {
        Headers = { Authorization = new AuthenticationHeaderValue("Bearer", node.Token(TestRecords.Department, "issuer")) },
    };

    private static async Task<JsonNode> SendAsync(NodeProcess node, HttpRequestMessage request)
    {
        using var response = await node.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }
}
