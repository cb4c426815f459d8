using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Web.Tests.Running;

namespace Ledger.Browser.Tests;

/// <summary>The browser asks the real chain itself, and says what <c>ledger verify</c> says.</summary>
public sealed class ChainTests(Chromium chromium, RunningNode node)
{
    [Fact]
    public async Task Page_GenuineBundle_IsValidFromTheChain()
    {
        var (id, bundle) = await node.IssueAsync();
        await using var page = await chromium.OpenAsync(node.Address);

        Assert.Equal("Valid: genuine, and in force at the time asked about.", await page.CheckAsync(bundle));

        var report = await page.ReportAsync();
        Assert.Equal(id, (string?)report["record"]!["id"]);
        Assert.Equal(node.Registry, (string?)report["source"]!["registry"]);
        Assert.Equal(12, await page.Page.Locator("li[data-check]").CountAsync());
        Assert.Contains(page.Asked, address => address.StartsWith(node.Rpc, StringComparison.Ordinal));
        Assert.All(page.Asked, address => Assert.True(
            address.StartsWith(node.Rpc, StringComparison.Ordinal) || address.StartsWith(new Uri(node.Address, "check/browser/").ToString(), StringComparison.Ordinal), address));
        Assert.Empty(page.Complaints);
    }

    [Theory]
    [InlineData("zh", "义务教育", "公民身份号码", "性别")]
    [InlineData("en", "compulsory education", "number", "Sex")]
    public async Task Page_GenuineBundle_ShowsClaimsWithTheLabelsOfTheirType(string language, string type, params string[] labels)
    {
        var (_, bundle) = await node.IssueAsync();
        await using var page = await chromium.OpenAsync(node.Address, language: language);
        await page.CheckAsync(bundle);

        var shown = await page.Page.Locator("#answer dl").First.InnerTextAsync();
        var terms = await page.Page.Locator("#answer dt").AllInnerTextsAsync();

        Assert.Contains(type, shown, StringComparison.OrdinalIgnoreCase);
        Assert.All(labels, label => Assert.Contains(terms, term => term.Contains(label, StringComparison.Ordinal)));
        Assert.DoesNotContain(terms, term => term.Contains('_', StringComparison.Ordinal)); // A name of a claim that no label replaced.
    }

    [Fact]
    public async Task Page_RevokedRecord_IsNotInForce()
    {
        var (id, bundle) = await node.IssueAsync();
        await node.RevokeAsync(id);
        await using var page = await chromium.OpenAsync(node.Address);

        Assert.Equal("Genuine, but not in force at the time asked about.", await page.CheckAsync(bundle));

        Assert.True(JsonNode.DeepEquals(WithoutTime(await CommandAsync(bundle)), WithoutTime(await page.ReportAsync())));
    }

    /// <summary>Each member of a bundle, each part of its anchor and each disclosure, with one character changed.</summary>
    [Fact]
    public async Task Verify_EveryPartOfABundleChanged_GivesTheReportOfTheCommand()
    {
        var (_, bundle) = await node.IssueAsync();
        var original = JsonNode.Parse(File.ReadAllText(bundle))!.AsObject();
        await using var page = await chromium.OpenAsync(node.Address);
        var changes = Changes(original).Select(change => (change.Place, Path: node.File($"{Guid.NewGuid():N}.ledger.json", change.Changed.ToJsonString()))).ToArray();
        var run = await CliRun.RunAsync(["verify", .. changes.Select(change => change.Path), "--rpc", node.Rpc, "--registry", node.Registry, "--finality", "instant", "--json"]);
        var expected = JsonNode.Parse(run.Out)!.AsArray();
        foreach (var ((place, path), row) in changes.Zip(expected))
        {
            var answer = await page.VerifyAsync(path, node.Trust);

            Assert.Equal((string?)row!["problem"], (string?)answer["problem"]?["code"]);
            Assert.True(JsonNode.DeepEquals(WithoutTime(row["report"]), WithoutTime(answer["report"])), $"{place}\n{row}\n{answer}");
        }

        var verdicts = expected.Select(row => (string?)row!["report"]?["verdict"]).ToHashSet();
        Assert.Equal(changes.Length, expected.Count);
        Assert.Contains("not-genuine", verdicts);
        Assert.Contains("valid", verdicts); // The unchanged one.
    }

    [Fact]
    public async Task Verify_AnotherRegistry_IsNoVerdictAgainstTheRecord()
    {
        var (_, bundle) = await node.IssueAsync();
        await using var page = await chromium.OpenAsync(node.Address);
        var trust = node.Trust;
        trust["registry"] = "0x" + new string('1', 40);

        var answer = await page.VerifyAsync(bundle, trust);

        Assert.Equal("could-not-be-checked", (string?)answer["report"]!["verdict"]);
    }

    [Fact]
    public async Task Page_ChainThatThePolicyDoesNotName_IsNotAskedAndSaidSo()
    {
        var (_, bundle) = await node.IssueAsync();
        await using var page = await chromium.OpenAsync(node.Address);
        await page.Page.FillAsync("#rpc", "http://127.0.0.1:9/");

        Assert.StartsWith("Could not be checked.", await page.CheckAsync(bundle), StringComparison.Ordinal);

        Assert.Contains(node.Rpc, await page.Page.InnerTextAsync("#answer"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_ChainThatStopped_CouldNotBeChecked()
    {
        await using var own = new StoppableNode();
        await own.Node.InitializeAsync();
        var (_, bundle) = await own.Node.IssueAsync();
        await using var page = await chromium.OpenAsync(own.Node.Address);
        Assert.StartsWith("Valid", await page.CheckAsync(bundle), StringComparison.Ordinal);

        await own.Node.StopAsync();

        Assert.StartsWith("Could not be checked. This says nothing against the record.", await page.CheckAsync(bundle), StringComparison.Ordinal);
    }

    private static IEnumerable<(string Place, JsonObject Changed)> Changes(JsonObject original)
    {
        foreach (var name in new[] { "record", "entry", "salt", "proof" })
        {
            var text = (string)original[name]!;
            for (var part = 0; part < 4; part++)
            {
                var at = (text.Length - 1) * part / 3;
                var changed = original.DeepClone().AsObject();
                changed[name] = text[..at] + (text[at] == 'A' ? 'B' : 'A') + text[(at + 1)..];
                yield return ($"{name} {at}", changed);
            }
        }

        foreach (var (name, value) in original["anchor"]!.AsObject())
        {
            var changed = original.DeepClone().AsObject();
            changed["anchor"]![name] = value!.GetValueKind() is JsonValueKind.Number
                ? (long)value + 1
                : (string)value! is var text && text.StartsWith("0x", StringComparison.Ordinal) ? text[..^1] + (text[^1] == '0' ? '1' : '0') : "A" + text[1..];
            yield return ($"anchor {name}", changed);
        }

        // A disclosure left out, and one given twice.
        var parts = ((string)original["record"]!).Split('~');
        var without = original.DeepClone().AsObject();
        without["record"] = string.Join('~', parts.Where((_, index) => index != 1));
        yield return ("disclosure left out", without);
        var twice = original.DeepClone().AsObject();
        twice["record"] = string.Join('~', [parts[0], parts[1], .. parts[1..]]);
        yield return ("disclosure twice", twice);
        yield return ("nothing", original);
    }

    private async Task<JsonNode?> CommandAsync(string bundle)
    {
        var run = await CliRun.RunAsync("verify", bundle, "--rpc", node.Rpc, "--registry", node.Registry, "--finality", "instant", "--json");
        return run.Out.Length == 0 ? null : JsonNode.Parse(run.Out);
    }

    // Two runs have two times, and another test may have made a block between them.
    private static JsonNode? WithoutTime(JsonNode? report)
    {
        var copy = report?.DeepClone();
        copy?.AsObject().Remove("asOf");
        copy?["source"]?.AsObject().Remove("latest");
        copy?["source"]?.AsObject().Remove("final");
        return copy;
    }

    /// <summary>A node of this test alone, which it stops.</summary>
    private sealed class StoppableNode : IAsyncDisposable
    {
        public RunningNode Node { get; } = new();

        public ValueTask DisposeAsync() => Node.DisposeAsync();
    }
}
