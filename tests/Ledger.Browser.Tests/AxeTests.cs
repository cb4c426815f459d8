using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace Ledger.Browser.Tests;

/// <summary>axe finds nothing on the page in each of its states: every rule of WCAG 2.0 to 2.2, level A and AA, and its best practices.</summary>
public sealed class AxeTests(Chromium chromium, RunningNode node)
{
    private static readonly string Vectors = Path.Combine(AppContext.BaseDirectory, "vectors");

    private static readonly AxeRunOptions Options = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"] },
    };

    [Theory]
    [InlineData("zh", 320)]
    [InlineData("en", 1000)]
    public async Task Page_InEachState_HasNoViolation(string language, int width)
    {
        var (_, bundle) = await node.IssueAsync();
        await using var page = await chromium.OpenAsync(node.Address, width, language);

        await AssertNoneAsync(page, "opened");
        await page.Page.ClickAsync("summary");
        await AssertNoneAsync(page, "more settings");
        await page.Page.ClickAsync("button.main");
        await page.Page.WaitForSelectorAsync("#errors:not([hidden])");
        await AssertNoneAsync(page, "errors");
        await page.CheckAsync(bundle);
        await AssertNoneAsync(page, "valid");
        await page.CheckAsync(Path.Combine(Vectors, "salt-changed.ledger.json"));
        await AssertNoneAsync(page, "not genuine");
        await page.CheckAsync(Path.Combine(Vectors, "empty.ledger.json"));
        await AssertNoneAsync(page, "not a record file");
    }

    private static async Task AssertNoneAsync(VerifierPage page, string state)
    {
        var result = await page.Page.RunAxe(Options);

        Assert.NotEmpty(result.Passes); // Otherwise it judged nothing.
        Assert.True(result.Violations.Length == 0, $"{state}:\n" + string.Join('\n', result.Violations.SelectMany(one => one.Nodes.Select(node => $"{one.Id}: {one.Help}: {node.Html}"))));
    }
}
