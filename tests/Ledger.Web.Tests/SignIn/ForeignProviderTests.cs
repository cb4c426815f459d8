using System.Net;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.SignIn;

/// <summary>Tests the sign-in at an identity service that is not ours, by settings alone.</summary>
public sealed class ForeignProviderTests
{
    [Theory]
    [InlineData("clerk", "周敏 Zhou Min", "Clerk", "health")]
    [InlineData("resident", "谢海涛 Xie Haitao", "See my records", "Resident")]
    public async Task SignIn_AtAForeignProvider_MapsItsClaims(string name, params string[] expected)
    {
        using var folder = new TemporaryFolder();
        await using var city = await City.StartAsync(folder);
        using var browser = city.Node.Open();

        var answer = await city.Provider.SignInAsync(browser, await browser.GetAsync("/me"), name);
        var page = await browser.FollowAsync(answer);

        Assert.True(page.Status == HttpStatusCode.OK, page.ToString());
        Assert.All(expected, text => Assert.Contains(text, page.Html, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("stranger", HttpStatusCode.Forbidden, "LDG6107")]
    [InlineData("damaged", HttpStatusCode.Forbidden, "LDG6106")]
    public async Task SignIn_OfSomebodyWithoutARole_IsExplainedAndLoggedWithoutTheirData(string name, HttpStatusCode status, string code)
    {
        using var folder = new TemporaryFolder();
        await using var city = await City.StartAsync(folder);
        using var browser = city.Node.Open();

        var page = await browser.FollowAsync(await city.Provider.SignInAsync(browser, await browser.GetAsync("/me"), name));

        Assert.Equal(status, page.Status);
        Assert.Contains(code, page.Html, StringComparison.Ordinal);
        Assert.False(browser.HasCookie("ledger-session"));
        Assert.Contains(code, city.Node.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("4701021993062624", city.Node.Log + page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Provider_ThatStopsBeforeTheCodeIsExchanged_IsReportedAsUnreachable()
    {
        using var folder = new TemporaryFolder();
        await using var city = await City.StartAsync(folder);
        using var browser = city.Node.Open();
        var answer = await city.Provider.SignInAsync(browser, await browser.GetAsync("/me"), "clerk");
        await city.Provider.StopAsync();

        var page = await browser.GetAsync(answer.Location!);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);
        Assert.Contains("LDG6102", page.Html, StringComparison.Ordinal);
    }

    // The person at the browser can remove max_age from the address of the provider, or the provider can ignore it.
    [Theory]
    [InlineData(20, HttpStatusCode.OK)]
    [InlineData(40, HttpStatusCode.Forbidden)]
    public async Task SignIn_WithAProofOlderThanTheMost_IsRefused(int minutesAgo, HttpStatusCode expected)
    {
        using var folder = new TemporaryFolder();
        await using var city = await City.StartAsync(folder, ("Ledger:SignIn:MaxAgeMinutes", "30"));
        using var browser = city.Node.Open();
        city.Node.Clock.Move(TimeSpan.FromMinutes(minutesAgo)); // The provider's clock stays behind.

        var page = await browser.FollowAsync(await city.Provider.SignInAsync(browser, await browser.GetAsync("/me"), "clerk"));

        Assert.True(page.Status == expected, page.ToString());
        Assert.Equal(expected is HttpStatusCode.OK, browser.HasCookie("ledger-session"));
    }

    // The clock of the node is six minutes ahead of the provider's. So the provider's proof is older than the request for it.
    [Fact]
    public async Task Confirmation_WithAnOldProof_IsRefused()
    {
        using var folder = new TemporaryFolder();
        await using var city = await City.StartAsync(folder);
        using var browser = city.Node.Open();
        await browser.FollowAsync(await city.Provider.SignInAsync(browser, await browser.GetAsync("/me"), "clerk"));
        city.Node.Clock.Move(TimeSpan.FromMinutes(6));

        var asked = await browser.FollowUntilAsync(await browser.GetAsync(SignInNode.Confirmed), "/sign-in/callback");
        var page = await browser.FollowAsync(await city.Provider.SignInAsync(browser, asked, "clerk"));

        Assert.Equal(HttpStatusCode.Forbidden, page.Status);
        Assert.Contains("LDG6111", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignOut_AtAForeignProvider_ReturnsToTheNode()
    {
        using var folder = new TemporaryFolder();
        await using var city = await City.StartAsync(folder);
        using var browser = city.Node.Open();
        var page = await browser.FollowAsync(await city.Provider.SignInAsync(browser, await browser.GetAsync("/me"), "clerk"));

        await browser.PostAsync("/sign-out", ("__RequestVerificationToken", page.FindField("__RequestVerificationToken")));
        var asked = await browser.FollowAsync(await browser.GetAsync("/sign-out/provider"));
        Assert.Equal(city.Provider.Address.Port, asked.Address.Port);
        Assert.Contains("xsrf", asked.Html, StringComparison.Ordinal);
        var end = await browser.FollowAsync(await browser.PostAsync(
            new Uri(city.Provider.Address, "/session/end/confirm"), ("xsrf", asked.FindField("xsrf")), ("logout", "yes")));

        Assert.Equal("/signed-out", end.Address.AbsolutePath);
        Assert.Equal(city.Node.Address.Port, end.Address.Port);
    }

    [Fact]
    public async Task Provider_Unreachable_IsSaidAndTheOtherPagesWork()
    {
        using var folder = new TemporaryFolder();
        await using var node = await SignInNode.StartAsync(folder,
            ("Ledger:SignIn:Authority", NodeProcess.FreeAddress().GetLeftPart(UriPartial.Authority)), ("Ledger:SignIn:RequireHttps", "false"), ("Ledger:SignIn:ClientId", "city"));
        using var browser = node.Open();

        var page = await browser.FollowAsync(await browser.GetAsync("/me"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);
        Assert.Contains("LDG6102", page.Html, StringComparison.Ordinal);
        Assert.Contains("Checking a record needs no sign-in and works now", page.Html, StringComparison.Ordinal);
        Assert.Contains("LDG6102", node.Log, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/")).Status);
    }

    [Fact]
    public async Task Node_WithoutAProvider_OffersNoSignIn()
    {
        using var folder = new TemporaryFolder();
        await using var node = await SignInNode.StartAsync(folder, ("Ledger:SignIn:Demonstration", "false"));
        using var browser = node.Open();

        Assert.DoesNotContain("/sign-in", (await browser.GetAsync("/")).Html, StringComparison.Ordinal);
        var page = await browser.FollowAsync(await browser.GetAsync("/me"));
        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.Contains("LDG6101", page.Html, StringComparison.Ordinal);
        Assert.Contains("LDG6101", (await browser.GetAsync("/sign-in/callback?code=x&state=y")).Html, StringComparison.Ordinal);
    }

    /// <summary>A node and a provider that know each other.</summary>
    private sealed class City(SignInNode node, ForeignProvider provider) : IAsyncDisposable
    {
        public SignInNode Node => node;

        public ForeignProvider Provider => provider;

        public static async Task<City> StartAsync(TemporaryFolder folder, params IEnumerable<(string Name, string Value)> more)
        {
            var address = NodeProcess.FreeAddress();
            var nodeAddress = NodeProcess.FreeAddress();
            var provider = await ForeignProvider.StartAsync(address, nodeAddress);
            return new City(await SignInNode.StartAsync(folder, nodeAddress, [.. provider.Settings, .. more]), provider);
        }

        public async ValueTask DisposeAsync()
        {
            await node.DisposeAsync();
            await provider.DisposeAsync();
        }
    }
}
