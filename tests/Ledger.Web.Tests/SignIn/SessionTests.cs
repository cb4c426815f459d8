using System.Net;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.SignIn;

/// <summary>Tests how a session ends: by itself, by signing out, and for copies of its cookie.</summary>
public sealed class SessionTests
{
    [Fact]
    public async Task Session_InUse_LastsUntilItWasIdle()
    {
        using var folder = new TemporaryFolder();
        await using var node = await SignInNode.StartAsync(folder);
        using var browser = node.Open();
        await browser.SignInAsync("resident");

        node.Clock.Move(TimeSpan.FromMinutes(19));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/me")).Status);
        node.Clock.Move(TimeSpan.FromMinutes(19));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/me")).Status);
        node.Clock.Move(TimeSpan.FromMinutes(21));

        var ended = await browser.GetAsync("/me");
        Assert.Equal(HttpStatusCode.Unauthorized, ended.Status);
        Assert.Contains("LDG6109", ended.Html, StringComparison.Ordinal);
        Assert.False(browser.HasCookie("ledger-session"));
        Assert.Equal("/sign-in", (await browser.GetAsync("/me")).Location?.AbsolutePath); // The next time is an ordinary sign-in.
    }

    [Fact]
    public async Task Session_AlwaysInUse_EndsAfterEightHours()
    {
        using var folder = new TemporaryFolder();
        await using var node = await SignInNode.StartAsync(folder);
        using var browser = node.Open();
        await browser.SignInAsync("resident");
        for (var quarters = 1; quarters < 32; quarters++)
        {
            node.Clock.Move(TimeSpan.FromMinutes(15));
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/me")).Status);
        }

        node.Clock.Move(TimeSpan.FromMinutes(15));

        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/me")).Status);
    }

    [Fact]
    public async Task SignOut_WithTheFormOfAPage_EndsTheSessionHereAndAtTheProvider()
    {
        using var folder = new TemporaryFolder();
        await using var node = await SignInNode.StartAsync(folder);
        using var browser = node.Open();
        var page = await browser.SignInAsync("resident");
        var copy = browser.CopyCookies();

        var done = await browser.PostAsync("/sign-out", ("__RequestVerificationToken", page.FindField("__RequestVerificationToken")));
        Assert.Equal(HttpStatusCode.SeeOther, done.Status);
        var left = await browser.GetAsync(done.Location!);
        Assert.Equal("0; url=/sign-out/provider", left.Headers["Refresh"]);
        var provider = await browser.GetAsync("/sign-out/provider");
        Assert.Equal("/demo-provider/end-session", provider.Location?.AbsolutePath);
        Assert.DoesNotContain("id_token", provider.Location!.Query, StringComparison.Ordinal); // The token contains the number.
        var end = await browser.FollowAsync(provider);
        Assert.Equal("/signed-out", end.Address.AbsolutePath);
        Assert.Contains("You are signed out", end.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("Refresh", end.Headers.Keys);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/me")).Status);

        browser.PutBack(copy); // A copy of the cookie is worth nothing.
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/me")).Status);
    }

    // Confirming who one is makes a new session. A copy of the cookie before it must not outlive it.
    [Theory]
    [InlineData("resident")]
    [InlineData("clerk")] // Somebody else signs in at the same browser.
    public async Task SignIn_OverASession_EndsTheSessionBefore(string next)
    {
        using var folder = new TemporaryFolder();
        await using var node = await SignInNode.StartAsync(folder);
        using var browser = node.Open();
        await browser.SignInAsync("resident");
        var copy = browser.CopyCookies();

        await browser.SignInAsync(next, "/sign-in?return=/me&again=1");
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/me")).Status);

        browser.PutBack(copy);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/me")).Status);
    }

    [Fact]
    public async Task SignOut_WithoutTheFieldOfTheForm_ChangesNothing()
    {
        using var folder = new TemporaryFolder();
        await using var node = await SignInNode.StartAsync(folder);
        using var browser = node.Open();
        await browser.SignInAsync("resident");

        var refused = await browser.PostAsync("/sign-out");

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("LDG6110", refused.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/me")).Status);
    }

    [Fact]
    public async Task SignOutAtTheProvider_ByAStrangersLink_DoesNotLeaveTheNode()
    {
        using var folder = new TemporaryFolder();
        await using var node = await SignInNode.StartAsync(folder);
        using var browser = node.Open();
        await browser.SignInAsync("resident");

        Assert.Equal("/signed-out", (await browser.GetAsync("/sign-out/provider")).Location?.AbsolutePath);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/me")).Status);
    }

    [Theory]
    [InlineData("A")]
    [InlineData("not-a-session")]
    public async Task Cookie_MadeUp_IsNoSession(string value)
    {
        using var folder = new TemporaryFolder();
        await using var node = await SignInNode.StartAsync(folder);
        using var browser = node.Open();
        browser.PutBack(new() { [("127.0.0.1", "/", "ledger-session")] = value });

        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/me")).Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/")).Status);
    }
}
