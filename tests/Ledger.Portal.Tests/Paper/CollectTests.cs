using Ledger.Portal.Tests.Running;
using Microsoft.Playwright;

namespace Ledger.Portal.Tests.Paper;

/// <summary>A phone's camera opens each numbered code in a new tab. The page collects them, says which are missing, and checks when all are there.</summary>
public sealed class CollectTests(RunningPortal portal)
{
    [Theory]
    [InlineData("zh", "已读取第 2 个编号码，共 2 个。请继续扫描第 1 个。", "真实有效")]
    [InlineData("en", "Read: code 2 of 2. Now scan code 1.", "Genuine and in force")]
    public async Task Open_CodesInNewTabs_AreCollectedAndChecked(string language, string progress, string verdict)
    {
        var codes = await NumberedCodes.OfAsync(portal);
        Assert.Equal(2, codes.Count);
        await using var visit = await portal.VisitAsync(Look.Phone with { Language = language });
        await visit.Page.GotoAsync(codes[1]);
        await Assertions.Expect(visit.Page.Locator("#collected")).ToHaveTextAsync(progress);
        Assert.DoesNotContain("#", visit.Page.Url, StringComparison.Ordinal);

        var tab = await visit.Page.Context.NewPageAsync();
        await tab.GotoAsync(codes[0]);

        await Assertions.Expect(tab.Locator("h1")).ToContainTextAsync(verdict);
        Assert.Null(await tab.EvaluateAsync<string?>("localStorage.getItem('ledger-paper')"));
        Assert.Empty(visit.Troubles);
    }

    [Fact]
    public async Task Open_CodeOfAnotherPaper_StartsAgain()
    {
        var codes = await NumberedCodes.OfAsync(portal);
        await using var visit = await portal.VisitAsync(Look.Phone);
        await visit.Page.GotoAsync(codes[0]);
        await Assertions.Expect(visit.Page.Locator("#collected")).ToBeVisibleAsync();

        var tab = await visit.Page.Context.NewPageAsync();
        await tab.GotoAsync($"{portal.Address}p#2/3.0123456789");

        await Assertions.Expect(tab.Locator("#collected")).ToContainTextAsync("属于另一张证明");
        Assert.Equal("#2/3.0123456789", await tab.InputValueAsync("#codes"));
    }

    [Theory]
    [InlineData("#top")]
    [InlineData("#1/2.<b>")]
    [InlineData("#0/2.0123456789")]
    public async Task Open_AnotherFragment_IsIgnored(string fragment)
    {
        await using var visit = await portal.VisitAsync(Look.Phone);

        await visit.OpenAsync("/p" + fragment);

        Assert.Equal("", await visit.Page.InputValueAsync("#codes"));
        Assert.Null(await visit.Page.EvaluateAsync<string?>("localStorage.getItem('ledger-paper')"));
        Assert.Empty(visit.Troubles);
    }

    [Fact]
    public async Task Open_StorageHoldsSomethingElse_StillReadsTheCode()
    {
        var codes = await NumberedCodes.OfAsync(portal);
        await using var visit = await portal.VisitAsync(Look.Phone);
        await visit.OpenAsync("/p");
        await visit.Page.EvaluateAsync("localStorage.setItem('ledger-paper', '{')");

        var tab = await visit.Page.Context.NewPageAsync();
        await tab.GotoAsync(codes[0]);

        await Assertions.Expect(tab.Locator("#collected")).ToBeVisibleAsync();
    }
}
