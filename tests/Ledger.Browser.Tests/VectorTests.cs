using System.Text.Json.Nodes;
using Ledger.Web.Tests.Running;

namespace Ledger.Browser.Tests;

/// <summary>The published verifier says in a browser what <c>ledger verify</c> says, about every shared file.</summary>
public sealed class VectorTests(Chromium chromium, RunningNode node)
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "vectors");

    [Fact]
    public async Task Verify_EverySharedFile_GivesTheReportOfTheCommand()
    {
        var keys = (VKey: File.ReadAllText(Path.Combine(Folder, "health.vkey")).Trim(), Jwks: Path.Combine(Folder, "health.jwks.json"));
        var files = Directory.EnumerateFiles(Folder).Order(StringComparer.Ordinal).ToArray();
        const string When = "2026-11-30T00:00:00Z"; // A fixed time, so that both give the same text.
        var run = await CliRun.RunAsync(["verify", .. files, "--offline", "--vkey", keys.VKey, "--jwks", keys.Jwks, "--as-of", When, "--json"]);
        var expected = JsonNode.Parse(run.Out)!.AsArray();
        await using var page = await chromium.OpenAsync(node.Address);

        var trust = new JsonObject { ["vkey"] = keys.VKey, ["jwks"] = File.ReadAllText(keys.Jwks), ["as-of"] = When };
        foreach (var (file, row) in files.Zip(expected))
        {
            var answer = await page.VerifyAsync(file, trust);

            Assert.Equal((string?)row!["problem"], (string?)answer["problem"]?["code"]);
            Assert.True(JsonNode.DeepEquals(row["report"], answer["report"]), $"{file}\n{row["report"]}\n{answer}");
        }

        Assert.InRange(files.Length, 30, int.MaxValue); // An empty folder must not look like agreement.
        Assert.Contains(expected, row => (string?)row!["report"]?["verdict"] == "not-genuine");
        Assert.Contains(expected, row => (string?)row!["problem"] == "LDG8513");
        Assert.Contains(expected, row => (string?)row!["problem"] == "LDG8514");
    }

    [Theory]
    [InlineData("rpc", "ftp://example")]
    [InlineData("registry", "0x12")]
    [InlineData("finality", "soon")]
    [InlineData("genesis", "0x12")]
    [InlineData("as-of", "yesterday")]
    [InlineData("block-hash", "12")]
    public async Task Verify_SettingOfAnotherForm_IsRefusedByItsName(string name, string value)
    {
        await using var page = await chromium.OpenAsync(node.Address);
        var trust = node.Trust;
        trust[name] = name == "rpc" ? new JsonArray(value) : value;

        var answer = await page.VerifyAsync(Path.Combine(Folder, "good.ledger.json"), trust);

        Assert.Equal("LDG8503", (string?)answer["problem"]!["code"]);
        Assert.StartsWith(name, (string?)answer["problem"]!["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_WithoutAChain_IsRefused()
    {
        await using var page = await chromium.OpenAsync(node.Address);

        var answer = await page.VerifyAsync(Path.Combine(Folder, "good.ledger.json"), []);

        Assert.Equal("LDG8503", (string?)answer["problem"]!["code"]);
    }
}
