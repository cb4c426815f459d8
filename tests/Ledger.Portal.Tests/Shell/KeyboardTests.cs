using Ledger.Portal.Tests.Running;

namespace Ledger.Portal.Tests.Shell;

/// <summary>Tasks done with the keyboard alone.</summary>
public sealed class KeyboardTests(RunningPortal portal)
{
    private const int MostSteps = 60;

    [Theory]
    [InlineData("zh", "核验一份记录", "核验")]
    [InlineData("en", "Check a record", "Check")]
    public async Task Keyboard_FromTheHomePage_ChecksAFile(string language, string link, string button)
    {
        await using var visit = await portal.VisitAsync(Look.Desktop with { Language = language, Script = false });
        await visit.OpenAsync("/");

        await TabToAsync(visit, "h2 a", link);
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.WaitForSelectorAsync("#text");
        await TabToAsync(visit, "#text", "");
        await visit.Page.Keyboard.TypeAsync("nonsense!");
        await TabToAsync(visit, "form:has(#text) button", button);
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.WaitForSelectorAsync(".govuk-error-summary");
        await TabToAsync(visit, ".govuk-error-summary a", "");
        await visit.Page.Keyboard.PressAsync("Enter");

        Assert.Equal("text", await visit.RunAsync<string>("() => document.activeElement.id"));
        Assert.Equal("nonsense!", await visit.Page.InputValueAsync("#text")); // Nobody types anything twice.
    }

    [Fact]
    public async Task SkipLink_Followed_LeadsToTheContent()
    {
        await using var visit = await portal.VisitAsync(Look.Phone with { Script = false });
        await visit.OpenAsync("/help");

        await visit.Page.Keyboard.PressAsync("Tab");
        var isFirst = await visit.RunAsync<bool>("() => document.activeElement.classList.contains('govuk-skip-link') && document.activeElement.getBoundingClientRect().height > 40");
        await visit.Page.Keyboard.PressAsync("Enter");

        Assert.True(isFirst);
        Assert.Equal("main", await visit.RunAsync<string>("() => document.activeElement.id"));
    }

    [Theory]
    [InlineData("放大字号", "app-larger")]
    [InlineData("高对比度", "app-contrast")]
    public async Task ReadingTool_ChosenByKeyboard_ComesBackAndIsRemembered(string tool, string expected)
    {
        await using var visit = await portal.VisitAsync(Look.Desktop with { Language = "zh", Script = false });
        await visit.OpenAsync("/help?from=mail");

        await TabToAsync(visit, "header a", tool);
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.WaitForSelectorAsync("html." + expected);

        Assert.EndsWith("/help?from=mail", visit.Page.Url, StringComparison.Ordinal);
        await visit.OpenAsync("/");
        Assert.Contains(expected, await visit.Page.GetAttributeAsync("html", "class") ?? "", StringComparison.Ordinal);
    }

    // Presses Tab until the focus is on the wanted element.
    private static async Task TabToAsync(Visit visit, string selector, string text)
    {
        for (var step = 0; step < MostSteps; step++)
        {
            await visit.Page.Keyboard.PressAsync("Tab");
            if (await visit.RunAsync<bool>(
                "wanted => document.activeElement.matches(wanted.selector) && (wanted.text === '' || document.activeElement.textContent.trim() === wanted.text)", new { selector, text }))
            {
                return;
            }
        }

        Assert.Fail($"The Tab key does not reach {selector} {text}.");
    }
}
