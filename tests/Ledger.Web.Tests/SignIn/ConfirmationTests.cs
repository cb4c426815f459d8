using System.Net;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.SignIn;

/// <summary>Tests pages that cannot be undone: they need a proof of identity from the last five minutes.</summary>
public sealed class ConfirmationTests
{
    [Fact]
    public async Task Page_JustSignedIn_Opens()
    {
        using var folder = new TemporaryFolder();
        await using var node = await SignInNode.StartAsync(folder);
        using var browser = node.Open();
        await browser.SignInAsync("resident");

        Assert.Equal("done", (await browser.GetAsync(SignInNode.Confirmed)).Html);
    }

    [Fact]
    public async Task Page_SixMinutesLater_AsksTheProviderForANewProofAndReturns()
    {
        using var folder = new TemporaryFolder();
        await using var node = await SignInNode.StartAsync(folder);
        using var browser = node.Open();
        await browser.SignInAsync("resident");
        node.Clock.Move(TimeSpan.FromMinutes(6));

        var asked = await browser.FollowUntilAsync(await browser.GetAsync(SignInNode.Confirmed + "?step=2"), "/demo-provider");
        Assert.Contains("prompt=login", asked.Location!.Query, StringComparison.Ordinal);
        Assert.Contains("max_age=0", asked.Location.Query, StringComparison.Ordinal);
        var choice = await browser.GetAsync(asked.Location);
        var page = await browser.FollowAsync(await browser.GetAsync(choice.FindLink("person=resident")));

        Assert.Equal("done", page.Html);
        Assert.Equal(SignInNode.Confirmed + "?step=2", page.Address.PathAndQuery);
    }

    [Fact]
    public async Task Form_FilledInForTenMinutes_IsTaken()
    {
        using var folder = new TemporaryFolder();
        await using var node = await SignInNode.StartAsync(folder);
        using var browser = node.Open();
        await browser.SignInAsync("resident");
        node.Clock.Move(TimeSpan.FromMinutes(14));

        Assert.Equal("done", (await browser.PostAsync(SignInNode.Confirmed, ("reason", "x"))).Html);
    }

    [Fact]
    public async Task Form_SixteenMinutesLater_IsNotTakenAndSaysSo()
    {
        using var folder = new TemporaryFolder();
        await using var node = await SignInNode.StartAsync(folder);
        using var browser = node.Open();
        await browser.SignInAsync("resident");
        node.Clock.Move(TimeSpan.FromMinutes(16));

        var refused = await browser.PostAsync(SignInNode.Confirmed + "?secret=1", ("reason", "x"));

        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        Assert.Contains("LDG6112", refused.Html, StringComparison.Ordinal);
        Assert.Equal("/sign-in?return=%2Ftest-pages%2Fconfirmed%3Fsecret%3D1&again=1", (await browser.GetAsync(SignInNode.Confirmed + "?secret=1")).Headers["Location"]);
    }

    [Fact]
    public async Task Page_WithoutTheRole_IsRefusedAndAsksForNoProof()
    {
        using var folder = new TemporaryFolder();
        await using var node = await SignInNode.StartAsync(folder);
        using var browser = node.Open();
        await browser.SignInAsync("clerk");
        node.Clock.Move(TimeSpan.FromMinutes(6));

        var refused = await browser.GetAsync(SignInNode.ConfirmedOperator);

        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        Assert.Contains("LDG6108", refused.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_WithoutASession_BeginsASignIn()
    {
        using var folder = new TemporaryFolder();
        await using var node = await SignInNode.StartAsync(folder);
        using var browser = node.Open();

        Assert.Equal("/sign-in?return=%2Ftest-pages%2Fconfirmed-operator", (await browser.GetAsync(SignInNode.ConfirmedOperator)).Headers["Location"]);
        Assert.Equal("done", (await browser.SignInAsync("operator", SignInNode.ConfirmedOperator)).Html);
    }
}
