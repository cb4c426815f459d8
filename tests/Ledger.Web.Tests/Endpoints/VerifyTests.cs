using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Endpoints;

/// <summary>Tests verification over HTTP. Every readable bundle gets a verdict, nothing else does, and no token is needed.</summary>
public sealed class VerifyTests(RunningNode node, FinalRecord record) : IClassFixture<FinalRecord>
{
    [Fact]
    public async Task Verify_ATrueBundle_ListsEveryCheckInOrder()
    {
        var report = await VerifyAsync(record.Bundle);

        Assert.Equal("valid", VerdictOf(report));
        Assert.Equal(
            [
                "form", "disclosures", "seal", "issuer-authorised", "commitment", "inclusion", "checkpoint", "anchored", "final", "status",
                "validity", "holder-binding",
            ],
            report["checks"]!.AsArray().Select(check => check!["check"]!.GetValue<string>()));
        Assert.Equal("instant", report["source"]!["finality"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("", "LDG9009", "The file is empty.")]
    [InlineData(" \n", "LDG9009", "The file is empty.")]
    [InlineData("{}", "LDG9009", "JSON, but not what was asked for")]
    [InlineData("not json", "LDG9009", "LDG1001")]
    [InlineData("<html></html>", "LDG9009", "The file is a web page")]
    [InlineData("{\"title\":\"Unauthorized\",\"status\":401}", "LDG9009", "the error answer of a service")]
    [InlineData("{\"v\":2}", "LDG9010", "LDG1046 (v)")]
    public async Task Verify_BodyThatIsNotABundle_IsRefusedWithAReasonAndNoVerdict(string body, string code, string reason) =>
        AssertRefused(await PostAsync(Encoding.UTF8.GetBytes(body)), code, reason);

    [Fact]
    public async Task Verify_ATrueBundleSerialisedAgain_IsValid()
    {
        var json = JsonNode.Parse(record.Bundle)!.AsObject();
        var reversed = new JsonObject(json.Reverse().Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));
        var indented = json.ToJsonString(new JsonSerializerOptions { WriteIndented = true, NewLine = "\r\n", IndentCharacter = '\t', IndentSize = 1 });
        byte[][] written =
        [
            Encoding.UTF8.GetBytes(record.Bundle + "\n"),
            [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(record.Bundle)],
            [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(record.Bundle)],
            Encoding.UTF8.GetBytes(indented),
            Encoding.UTF8.GetBytes(reversed.ToJsonString()),
        ];

        foreach (var body in written)
        {
            var (status, answer) = await PostAsync(body);
            Assert.Equal((HttpStatusCode.OK, "valid"), (status, VerdictOf(answer)));
        }
    }

    [Fact]
    public async Task Verify_ATrueBundleTruncatedAnywhere_IsRefusedAsTruncated()
    {
        var whole = Encoding.UTF8.GetBytes(record.Bundle);
        foreach (var length in Enumerable.Range(1, 20).Select(part => whole.Length * part / 21))
        {
            AssertRefused(await PostAsync(whole[..length]), "LDG9009", "the file is cut off");
        }
    }

    [Theory]
    [InlineData("chainId", "1")]
    [InlineData("registry", "\"0x1111111111111111111111111111111111111111\"")]
    public async Task Verify_ABundleOfAnotherChain_CouldNotBeCheckedAndNamesThatChain(string member, string value)
    {
        var json = JsonNode.Parse(record.Bundle)!;
        json["anchor"]![member] = JsonNode.Parse(value);

        var report = await VerifyAsync(json.ToJsonString());

        Assert.Equal("could-not-be-checked", VerdictOf(report));
        var anchored = Assert.Single(report["checks"]!.AsArray(), check => (string?)check!["check"] == "anchored")!;
        Assert.Equal("LDG1020", (string?)anchored["code"]);
        Assert.Contains(value.Trim('"'), (string?)anchored["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_WithoutAContentType_ReadsTheBundle()
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(record.Bundle));

        using var response = await node.Http.PostAsync("/v1/verify", content, TestContext.Current.CancellationToken);

        Assert.Equal("valid", VerdictOf(JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!));
    }

    [Theory]
    [InlineData("2020-01-01T00:00:00Z", "2020-01-01T00:00:00Z")]
    [InlineData("2020-01-01T08:00:00%2B08:00", "2020-01-01T00:00:00Z")]
    public async Task Verify_AsOfATimeBeforeTheRecord_IsNotValid(string asked, string answered)
    {
        var report = await VerifyAsync(record.Bundle, "?asOf=" + asked);

        Assert.Equal(answered, report["asOf"]!.GetValue<string>());
        Assert.NotEqual("valid", VerdictOf(report));
    }

    [Fact]
    public async Task Verify_AsOfAFutureTime_CouldNotBeChecked()
    {
        var report = await VerifyAsync(record.Bundle, "?asOf=" + Ahead(TimeSpan.FromDays(1)));

        Assert.Equal("could-not-be-checked", VerdictOf(report));
        var status = Assert.Single(report["checks"]!.AsArray(), check => (string?)check!["check"] == "status")!;
        Assert.Equal(("not-run", "LDG1056"), ((string?)status["outcome"], (string?)status["code"]));
        Assert.Null(report["status"]);
    }

    [Fact]
    public async Task VerifyCommand_AsOfAFutureTime_CouldNotBeChecked()
    {
        using var folder = new TemporaryFolder();

        var run = await CliRun.RunAsync(
            "verify", folder.File("b.json", record.Bundle), "--rpc", node.Rpc, "--registry", node.Registry, "--as-of", Ahead(TimeSpan.FromDays(1)));

        Assert.True(run.ExitCode == 2, run.ToString());
        Assert.Contains("? status             not-run  LDG1056", run.Out, StringComparison.Ordinal);
        AssertAdvice(run.Out, "or an earlier time.", "或更早的时间。");
    }

    // The record is valid from 2026-04-04. It was anchored when this test started.
    [Theory]
    [InlineData("2020-01-01T00:00:00Z", "not-in-force", "Genuine, but not in force", "不生效")]
    [InlineData("2026-04-03T23:59:59.999Z", "not-in-force", "Genuine, but not in force", "不生效")]
    [InlineData("2026-04-05T00:00:00Z", "could-not-be-checked", "or a later time.", "或更晚的时间。")]
    [InlineData("2090-01-01T00:00:00Z", "could-not-be-checked", "or an earlier time.", "或更早的时间。")]
    public async Task Verify_AsOfATimeWithoutAnAnswer_AdvisesAnotherTime(string asOf, string verdict, string en, string zh)
    {
        var report = await VerifyAsync(record.Bundle, "?asOf=" + asOf);
        using var folder = new TemporaryFolder();
        var bundle = folder.File("b.json", record.Bundle);
        var text = await CliRun.RunAsync("verify", bundle, "--rpc", node.Rpc, "--registry", node.Registry, "--finality", "instant", "--as-of", asOf);
        var json = await CliRun.RunAsync("verify", bundle, "--rpc", node.Rpc, "--registry", node.Registry, "--finality", "instant", "--as-of", asOf, "--json");

        Assert.Equal((verdict, verdict), (VerdictOf(report), VerdictOf(JsonNode.Parse(json.Out)!)));
        Assert.Equal(verdict == "not-in-force" ? 1 : 2, text.ExitCode);
        AssertAdvice(report.ToJsonString(Unescaped), en, zh);
        AssertAdvice(text.Out, en, zh);
        AssertAdvice(json.Out, en, zh);
    }

    [Theory]
    [InlineData("chainId", "1")]
    [InlineData("registry", "\"0x1111111111111111111111111111111111111111\"")]
    [InlineData("contract", "\"0x1111111111111111111111111111111111111111\"")]
    public async Task Verify_ABundleOfAnotherChain_AdvisesWhomToAsk(string member, string value)
    {
        var json = JsonNode.Parse(record.Bundle)!;
        json["anchor"]![member] = JsonNode.Parse(value);
        using var folder = new TemporaryFolder();

        var report = await VerifyAsync(json.ToJsonString());
        var run = await CliRun.RunAsync("verify", folder.File("b.json", json.ToJsonString()), "--rpc", node.Rpc, "--registry", node.Registry, "--finality", "instant");

        AssertAdvice(report.ToJsonString(Unescaped), "Ask the chain and the registry that the bundle names.", "请改问凭证包所称的链与登记处。");
        AssertAdvice(run.Out, "Ask the chain and the registry that the bundle names.", "请改问凭证包所称的链与登记处。");
    }

    [Theory]
    [InlineData("0x00000000000000000000000000000000000000aa", false)] // No contract has this address.
    [InlineData("", true)] // Another contract has the address.
    public async Task VerifyCommand_AddressIsNotARegistry_AdvisesToCheckTheAddress(string registry, bool isAnchorContract)
    {
        using var folder = new TemporaryFolder();
        var address = isAnchorContract ? (string)JsonNode.Parse(record.Bundle)!["anchor"]!["contract"]! : registry;

        var run = await CliRun.RunAsync("verify", folder.File("b.json", record.Bundle), "--rpc", node.Rpc, "--registry", address, "--finality", "instant");

        Assert.True(run.ExitCode == 2, run.ToString());
        AssertAdvice(run.Out, "check the chain's address and the registry's", "请核对链与登记处的地址");
    }

    [Fact]
    public async Task VerifyCommand_ChainIsDown_AdvisesToRetryLater()
    {
        using var folder = new TemporaryFolder();

        var run = await CliRun.RunAsync(
            "verify", folder.File("b.json", record.Bundle), "--rpc", NodeProcess.FreeAddress().ToString(), "--registry", node.Registry, "--finality", "instant");

        Assert.True(run.ExitCode == 2, run.ToString());
        Assert.Contains("Try again later.", run.Out, StringComparison.Ordinal);
        Assert.Contains("请稍后再试。", run.Out, StringComparison.Ordinal);
    }

    private static void AssertAdvice(string text, string en, string zh)
    {
        Assert.Contains(en, text, StringComparison.Ordinal);
        Assert.Contains(zh, text, StringComparison.Ordinal);
        Assert.DoesNotContain("ry again later", text, StringComparison.Ordinal);
        Assert.DoesNotContain("稍后再试", text, StringComparison.Ordinal);
    }

    private static string Ahead(TimeSpan span) =>
        (TimeProvider.System.GetUtcNow() + span).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private static void AssertRefused((HttpStatusCode Status, JsonNode Answer) answer, string code, string reason)
    {
        Assert.Equal((HttpStatusCode.BadRequest, code), (answer.Status, (string?)answer.Answer["code"]));
        Assert.Null(answer.Answer["verdict"]);
        Assert.Contains(reason, answer.Answer.ToJsonString(Unescaped), StringComparison.OrdinalIgnoreCase);
    }

    private static JsonSerializerOptions Unescaped { get; } = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private async Task<(HttpStatusCode Status, JsonNode Answer)> PostAsync(byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await node.Http.PostAsync("/v1/verify", content, TestContext.Current.CancellationToken);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!);
    }

    private static string VerdictOf(JsonNode report) => report["verdict"]!.GetValue<string>();

    private async Task<JsonNode> VerifyAsync(string bundle, string query = "")
    {
        using var response = await node.SendAsync(HttpMethod.Post, "/v1/verify" + query, body: bundle);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }
}
