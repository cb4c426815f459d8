using System.Net;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.SignIn;

/// <summary>Tests answers of a provider that are repeated, changed, refused or sent to another browser: each gets a page with a reason and nobody is signed in.</summary>
public sealed class CallbackTests(RunningNode shared)
{
    [Fact]
    public async Task Callback_SentTwice_IsRefused()
    {
        using var browser = Open();
        var answer = await browser.ChooseAsync("/me", "resident");
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync(answer)).Status);

        AssertRefused(await browser.GetAsync(answer), "LDG6104");
    }

    // With its cookies put back the browser is as before the first answer. Only the provider can know that the code was used.
    [Fact]
    public async Task Code_UsedTwiceWithTheSameCookies_IsRefusedByTheProvider()
    {
        using var browser = Open();
        var answer = await browser.ChooseAsync("/me", "resident");
        var cookies = browser.CopyCookies();
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync(answer)).Status);
        browser.PutBack(cookies);

        AssertRefused(await browser.GetAsync(answer), "LDG6104");
        Assert.False(browser.HasCookie("ledger-session"));
    }

    [Fact]
    public async Task Callback_InAnotherBrowser_IsRefused()
    {
        using var browser = Open();
        using var other = Open();

        AssertRefused(await other.GetAsync(await browser.ChooseAsync("/me", "resident")), "LDG6104");
    }

    [Fact]
    public async Task Callback_Refused_SaysHowToBeginAgain()
    {
        using var browser = Open();

        var page = await browser.GetAsync(await browser.ChooseAsync("/me", "nobody"));

        AssertRefused(page, "LDG6103");
        Assert.Contains("You did not finish signing in.", page.Html, StringComparison.Ordinal);
        Assert.Contains("href=\"/sign-in?return=", page.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("state")]
    [InlineData("code")]
    public async Task Callback_Changed_IsRefused(string parameter)
    {
        using var browser = Open();
        var answer = await browser.ChooseAsync("/me", "resident");
        var parts = answer.Query.TrimStart('?').Split('&').Select(part => part.StartsWith(parameter + "=", StringComparison.Ordinal) ? part[..^4] + (part.EndsWith("AAAA", StringComparison.Ordinal) ? "BBBB" : "AAAA") : part);

        AssertRefused(await browser.GetAsync(new UriBuilder(answer) { Query = string.Join('&', parts) }.Uri), "LDG6104");
    }

    [Theory]
    [InlineData("/sign-in/callback")]
    [InlineData("/sign-in/callback?code=x")]
    [InlineData("/sign-in/callback?code=x&state=y")]
    [InlineData("/sign-in/callback?error=%3Cscript%3E&state=y")]
    public async Task Callback_MadeUp_IsAPageAndRepeatsNothing(string path)
    {
        using var browser = Open();

        var page = await browser.GetAsync(path);

        AssertRefused(page, "LDG6104");
        Assert.DoesNotContain("<script", page.Html, StringComparison.OrdinalIgnoreCase);
    }

    private static void AssertRefused(ShownPage page, string code)
    {
        Assert.True(page.Html.Contains(code, StringComparison.Ordinal), page.ToString());
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.StartsWith("text/html", page.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.Contains("no-store", page.Headers["Cache-Control"], StringComparison.Ordinal);
    }

    private Browser Open() => new(shared.Address);
}
