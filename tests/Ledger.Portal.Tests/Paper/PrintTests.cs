using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ledger.Portal.Tests.Running;
using Ledger.Web.Tests.Running;

namespace Ledger.Portal.Tests.Paper;

/// <summary>A certificate from the page to the paper and back: printed by a browser, rasterised as a scanner does, read, and verified.</summary>
public sealed partial class PrintTests(PaperNode paper, RunningPortal portal)
{
    private const int ScanDpi = 200;

    [Fact]
    public async Task Print_CertificateWithOfflineProof_IsReadFromA200DpiScanAndVerified()
    {
        var shared = await paper.ShareAsync();
        using var print = await PrintAsync($"/c/{shared.Code.Symbols}/paper?proof=on");

        var texts = await CodeReader.ReadAsync(await print.ScanAsync(ScanDpi));

        var node = await paper.Node;
        Assert.Contains($"HTTP://{node.Address.Authority}/C/{shared.Code.Symbols}", texts);
        var numbered = texts.Where(text => text.Contains('#', StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        Assert.InRange(numbered.Count, 2, 3);
        Assert.Equal(numbered.Count + 1, texts.Count);
        Assert.StartsWith($"HTTP://{node.Address.Authority}/P#1/{numbered.Count}.", numbered[0]);

        var page = await JoinAsync(string.Join('\n', numbered.AsEnumerable().Reverse()));
        Assert.Contains("真实有效", page, StringComparison.Ordinal);
        Assert.Contains("张俊熙", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Print_Certificate_IsOneSheetWithEverything()
    {
        var shared = await paper.ShareAsync();
        using var print = await PrintAsync($"/c/{shared.Code.Symbols}/paper");

        Assert.Equal("1", await print.DescribeAsync("Pages"));
        Assert.Contains("A4", await print.DescribeAsync("Page size"), StringComparison.Ordinal);
        var text = await print.ReadTextAsync();
        Assert.All(
            ["张俊熙", "Zhang", "470102200902028494", "示例市临江区初级中学", "2025-06-28", shared.Code.Format(), shared.Id, "务必核验", "The paper alone proves nothing", "1 / 1"],
            expected => Assert.Contains(expected.Replace(" ", "", StringComparison.Ordinal), text, StringComparison.Ordinal));
        Assert.DoesNotContain("首页", text, StringComparison.Ordinal);
    }

    // What a phone reads easily from a sheet that was folded and copied. The numbered codes hold much more.
    [Theory]
    [InlineData(".app-sheet__code", 25)]
    [InlineData(".app-proof__code", 80)]
    public async Task Print_Code_IsLargeEnough(string code, double millimetres)
    {
        var shared = await paper.ShareAsync();
        await using var visit = await portal.VisitAsync(Look.Desktop);
        await visit.Page.EmulateMediaAsync(new() { Media = Microsoft.Playwright.Media.Print });
        await visit.Page.GotoAsync(new Uri((await paper.Node).Address, $"/c/{shared.Code.Symbols}/paper?proof=on").AbsoluteUri);
        await visit.Page.ClickAsync("main form button[type=submit]");
        await visit.Page.WaitForSelectorAsync(code);

        var width = await visit.RunAsync<double>("selector => document.querySelector(selector).getBoundingClientRect().width * 25.4 / 96", code);

        Assert.InRange(width, millimetres - 0.1, double.MaxValue);
    }

    [Fact]
    public async Task Print_ManyLongClaims_AreNumberedSheetsWithNothingCutOff()
    {
        var shared = await paper.ShareAsync(request => request["claims"]!["legal_basis"] = new JsonArray(
            [.. Enumerable.Range(1, 5).Select(number => new JsonObject { ["act"] = LongAct(number), ["article"] = "第一条" })]));
        using var print = await PrintAsync($"/c/{shared.Code.Symbols}/paper");

        var pages = await print.DescribeAsync("Pages");
        Assert.Contains(pages, "12", StringComparison.Ordinal);
        var text = await print.ReadTextAsync();
        Assert.Contains($"{pages}/{pages}", text, StringComparison.Ordinal);
        Assert.All(Enumerable.Range(1, 5), number =>
        {
            Assert.Contains($"终{number}", text, StringComparison.Ordinal);
            Assert.Contains($"end{number}", text, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("on", false)]
    public async Task Print_OnScreen_OffersTheOtherForm(string? proof, bool offersProof)
    {
        var shared = await paper.ShareAsync();

        var page = await OpenAsync(shared.Code.Symbols, proof);

        Assert.Equal(offersProof, page.Contains("name=\"proof\"", StringComparison.Ordinal));
        Assert.Equal(!offersProof, page.Contains("app-proof__code", StringComparison.Ordinal));
    }

    // Programs open links by themselves, and each opening is a line of the resident's list.
    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task Print_AddressAlone_OpensNothing(string method)
    {
        var shared = await paper.ShareAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/c/{shared.Code.Symbols}/paper");

        using var response = await (await paper.Node).Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.DoesNotContain("张俊熙", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(0, await paper.CountOpeningsAsync(shared));
        await OpenAsync(shared.Code.Symbols, null);
        Assert.Equal(1, await paper.CountOpeningsAsync(shared));
    }

    // A printed certificate of a revoked record would look as good as any other.
    [Fact]
    public async Task Print_RevokedRecord_PrintsNothing()
    {
        var shared = await paper.ShareAsync();
        await paper.CallAsync(HttpMethod.Post, $"{TestRecords.Root}/{shared.Id}/status", new JsonObject { ["status"] = "revoked", ["reason"] = "测试 test" });
        await paper.WaitUntilNotInForceAsync(shared);

        var page = await OpenAsync(shared.Code.Symbols, null);

        Assert.Contains("不能打印", page, StringComparison.Ordinal);
        Assert.Contains("现在不生效", page, StringComparison.Ordinal);
        Assert.DoesNotContain("app-sheet", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/c/7K4M2Q9X3D5H/paper")]
    [InlineData("/c/%3Cb%3E/paper")]
    public async Task Print_UnknownCode_IsAPageThatSaysSo(string path)
    {
        using var response = await (await paper.Node).Http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.InRange((int)response.StatusCode, 400, 499);
        Assert.DoesNotContain("app-sheet", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static JsonObject LongAct(int number) => new()
    {
        ["zh"] = string.Create(CultureInfo.InvariantCulture, $"第{number}部{new string('法', 130)}终{number}"),
        ["en"] = string.Create(CultureInfo.InvariantCulture, $"Act {number} {string.Concat(Enumerable.Repeat("on everything ", 9))}end{number}"),
    };

    private async Task<PrintedPage> PrintAsync(string path) => await PrintedPage.PrintAsync(portal.Browser, new Uri((await paper.Node).Address, path));

    private async Task<string> OpenAsync(string code, string? proof)
    {
        using var form = new FormUrlEncodedContent(proof is null ? [] : [new("proof", proof)]);
        using var response = await (await paper.Node).Http.PostAsync(new Uri($"/c/{code}/paper", UriKind.Relative), form, TestContext.Current.CancellationToken);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private async Task<string> JoinAsync(string codes)
    {
        using var form = new FormUrlEncodedContent([new("codes", codes)]);
        using var response = await (await paper.Node).Http.PostAsync(new Uri("/p", UriKind.Relative), form);
        return Blanks().Replace(await response.Content.ReadAsStringAsync(), " ");
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
