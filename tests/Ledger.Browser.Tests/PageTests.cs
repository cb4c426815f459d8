using System.Net;
using System.Text.Json.Nodes;

namespace Ledger.Browser.Tests;

/// <summary>The page itself: what it says, what it asks, and how it is used without a mouse, on a small screen and in both languages.</summary>
public sealed class PageTests(Chromium chromium, RunningNode node)
{
    private static readonly string Vectors = Path.Combine(AppContext.BaseDirectory, "vectors");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Uri Root => new(node.Address, "check/browser/");

    [Fact]
    public async Task Open_Page_SaysWhoServedItAndLoadsNoVerifierYet()
    {
        await using var page = await chromium.OpenAsync(node.Address);

        Assert.Equal(node.Address.GetLeftPart(UriPartial.Authority), await page.Page.InnerTextAsync("#origin"));
        Assert.Equal(node.Rpc + "/", await page.Page.InputValueAsync("#rpc"));
        Assert.Equal(node.Registry, await page.Page.InputValueAsync("#registry"));
        Assert.DoesNotContain(page.Asked, address => address.Contains("_framework", StringComparison.Ordinal));
        Assert.Empty(page.Complaints);
    }

    [Theory]
    [InlineData("zh", "这不是一份记录文件。")]
    [InlineData("en", "This is not a record file.")]
    public async Task Check_FileThatIsNoRecord_SaysSoInTheLanguage(string language, string expected)
    {
        await using var page = await chromium.OpenAsync(node.Address, language: language);

        Assert.Equal(expected, await page.CheckAsync(Path.Combine(Vectors, "page.ledger.json")));
        Assert.Equal(language, await page.Page.GetAttributeAsync("html", "lang"));
        Assert.Equal("LDG8513", await page.Page.GetAttributeAsync("#result", "data-code"));
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task Language_Changed_TranslatesTheAnswerToo()
    {
        await using var page = await chromium.OpenAsync(node.Address);
        await page.CheckAsync(Path.Combine(Vectors, "empty.ledger.json"));

        await page.Page.ClickAsync("button[data-language=zh]");

        Assert.Equal("这不是一份记录文件。", await page.Page.InnerTextAsync("#verdict"));
        Assert.Equal("自行核验一条记录", await page.Page.InnerTextAsync("h1"));
        Assert.Equal("true", await page.Page.GetAttributeAsync("button[data-language=zh]", "aria-pressed"));
    }

    [Fact]
    public async Task Check_ByKeyboardWithNothingChosen_LeadsToEachWrongField()
    {
        await using var page = await chromium.OpenAsync(node.Address);
        await page.Page.FillAsync("#registry", "0x1");
        await page.Page.PressAsync("#registry", "Enter");

        Assert.Equal("errors", await page.Page.EvaluateAsync<string>("document.activeElement.id"));
        Assert.Equal(["Choose a record file", "Enter the address of the registry contract: 0x and 40 hexadecimal digits"], await page.Page.Locator("#errors a").AllInnerTextsAsync());
        Assert.Equal("true", await page.Page.GetAttributeAsync("#file", "aria-invalid"));

        await page.Page.Keyboard.PressAsync("Tab");
        await page.Page.Keyboard.PressAsync("Enter");
        Assert.Equal("file", await page.Page.EvaluateAsync<string>("document.activeElement.id"));
    }

    [Fact]
    public async Task Check_Answered_MovesTheFocusToTheSentence()
    {
        await using var page = await chromium.OpenAsync(node.Address);
        await page.CheckAsync(Path.Combine(Vectors, "empty.ledger.json"));

        Assert.Equal("verdict", await page.Page.EvaluateAsync<string>("document.activeElement.id"));
        Assert.Equal("The check is done.", await page.Page.InnerTextAsync("#progress[role=status]"));
    }

    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public async Task Page_320PixelsWide_DoesNotScrollSidewaysAndHasLargeTargets(string language)
    {
        await using var page = await chromium.OpenAsync(node.Address, 320, language);
        await page.Page.ClickAsync("summary");
        await page.CheckAsync(Path.Combine(Vectors, "salt-changed.ledger.json"));

        Assert.Equal(320, await page.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        var small = await page.Page.EvaluateAsync<string[]>(
            "[...document.querySelectorAll('a:not(.skip), button, input, summary')].filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 44).map(e => e.outerHTML)");
        Assert.Empty(small);
        var unnamed = await page.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('input')].filter(e => e.labels.length === 0).map(e => e.id)");
        Assert.Empty(unnamed);
    }

    [Fact]
    public async Task Policy_OfThePage_NamesThisNodeAndTheChainOnly()
    {
        using var response = await node.Http.GetAsync(Root, Cancel);

        Assert.Equal(
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; connect-src 'self' " + node.Rpc
            + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            string.Join("; ", response.Headers.GetValues("Content-Security-Policy")));
        var other = await node.Http.GetAsync(new Uri(node.Address, "docs/faults"), Cancel);
        Assert.DoesNotContain("wasm", string.Join(' ', other.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trust_OfADemonstration_NamesItsOwnChain()
    {
        var trust = JsonNode.Parse(await node.Http.GetStringAsync(new Uri(Root, "trust.json"), Cancel))!;

        Assert.Equal(node.Rpc + "/", (string?)trust["rpc"]![0]);
        Assert.Equal((node.Registry, "instant"), ((string?)trust["registry"], (string?)trust["finality"]));
    }

    [Theory]
    [InlineData("", "text/html; charset=utf-8")]
    [InlineData("verify.js", "text/javascript; charset=utf-8")]
    [InlineData("verify.css", "text/css; charset=utf-8")]
    [InlineData("icon.svg", "image/svg+xml")]
    [InlineData("SHA256SUMS", "text/plain; charset=utf-8")]
    [InlineData("_framework/dotnet.native.wasm", "application/wasm")]
    public async Task File_OfTheFolder_HasItsMediaTypeAndIsCompressedByTheBuild(string name, string type)
    {
        foreach (var (accepted, encoding) in new[] { ("br, gzip", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip"), ("identity", null) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Root, name));
            request.Headers.Add("Accept-Encoding", accepted);
            using var response = await node.Http.SendAsync(request, Cancel);

            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal(type, response.Content.Headers.ContentType!.ToString());
            Assert.Equal(name == "SHA256SUMS" ? null : encoding, response.Content.Headers.ContentEncoding.SingleOrDefault());
            Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());

            using var again = new HttpRequestMessage(HttpMethod.Get, new Uri(Root, name));
            again.Headers.Add("Accept-Encoding", accepted);
            again.Headers.IfNoneMatch.Add(response.Headers.ETag!);
            Assert.Equal(HttpStatusCode.NotModified, (await node.Http.SendAsync(again, Cancel)).StatusCode);
        }
    }

    [Theory]
    [InlineData("nothing.js")]
    [InlineData("../appsettings.json")]
    [InlineData("%2e%2e/appsettings.json")]
    [InlineData("..%2fappsettings.json")]
    [InlineData("index.html.br")]
    public async Task File_ThatIsNotOfTheFolder_IsNotThere(string name)
    {
        using var response = await node.Http.GetAsync($"{Root}{name}", Cancel);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Open_AtAnotherNameOfThisMachine_LeadsToTheOneThatTheChainAllows()
    {
        await using var page = await chromium.OpenAsync(new Uri($"http://localhost:{node.Address.Port}/"));

        Assert.Equal(new Uri(Root, "?lang=en").ToString(), page.Page.Url);
    }
}
