using System.Net;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.SignIn;

/// <summary>Tests the way from a page to the provider of the demonstration and back, without script.</summary>
public sealed class DemonstrationTests(RunningNode shared)
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task SignIn_AsTheResident_ReturnsToThePageOnTheSameAddress(string host)
    {
        using var browser = Open(host);

        var page = await browser.SignInAsync("resident");

        Assert.True(page.Status == HttpStatusCode.OK, page.ToString());
        Assert.Equal(host, page.Address.Host);
        Assert.Equal("/me", page.Address.AbsolutePath);
        Assert.Contains("杨桂兰 Yang Guilan", page.Html, StringComparison.Ordinal);
        Assert.Contains("See my records", page.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("guardian", "See my records", "谢海涛 Xie Haitao")]
    [InlineData("clerk", "Clerk", "Civil Affairs Bureau (demo)")]
    [InlineData("approver", "Approver", "Civil Affairs Bureau (demo)")]
    [InlineData("auditor", "Auditor", "Civil Affairs Bureau (demo), Health Commission (demo)")]
    [InlineData("operator", "Operator", "Civil Affairs Bureau (demo)")]
    public async Task SignIn_AsEachPerson_ShowsTheirRole(string person, params string[] expected)
    {
        using var browser = Open();

        var page = await browser.SignInAsync(person);

        Assert.All(expected, text => Assert.Contains(text, page.Html, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Choice_OfAPerson_NeedsNoScriptAndNoForm()
    {
        using var browser = Open();

        var choice = await browser.FollowAsync(await browser.GetAsync("/me"));

        Assert.DoesNotContain("<script", choice.Html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<form", choice.Html, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(7, System.Text.RegularExpressions.Regex.Count(choice.Html, "[;?]person="));
        Assert.Equal("no-store", choice.Headers["Cache-Control"]);
    }

    [Fact]
    public async Task SignIn_Anybody_PutsTheNumberIntoNoAddressLogOrPage()
    {
        using var folder = new TemporaryFolder();
        await using var node = await SignInNode.StartAsync(folder, ("Logging:LogLevel:Default", "Trace"), ("Logging:LogLevel:Microsoft", "Trace"));
        using var browser = node.Open();
        const string Number = "470102196312036022";

        var answer = await browser.ChooseAsync("/me", "resident");
        var page = await browser.FollowAsync(await browser.GetAsync(answer));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.DoesNotContain(Number, answer.AbsoluteUri, StringComparison.Ordinal);
        Assert.DoesNotContain(Number, page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(Number, node.Log, StringComparison.Ordinal);
        Assert.All(browser.CopyCookies().Values, cookie => Assert.DoesNotContain(Number, cookie, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Cookies_OfASession_AreForThisNodeOnlyAndNotForScripts()
    {
        using var browser = Open();

        var signedIn = await browser.GetAsync(await browser.ChooseAsync("/me", "resident"));

        var cookie = signedIn.Headers["Set-Cookie"].Split('\n').Single(set => set.StartsWith("ledger-session=", StringComparison.Ordinal));
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/;", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("expires", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("domain", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("redirect_uri=http%3A%2F%2F127.0.0.1%3A1%2Fsign-in%2Fcallback")]
    [InlineData("redirect_uri=https%3A%2F%2Fevil.example%2Fsign-in%2Fcallback")]
    [InlineData("client_id=another")]
    public async Task Provider_AskedByAnybodyElse_RefusesWithoutARedirect(string changed)
    {
        using var browser = Open();
        var asked = await browser.FollowUntilAsync(await browser.GetAsync("/me"), "/demo-provider");
        var name = changed.Split('=')[0];
        var query = string.Join('&', asked.Location!.Query.TrimStart('?').Split('&').Select(part => part.StartsWith(name + "=", StringComparison.Ordinal) ? changed : part));

        var answer = await browser.GetAsync(new UriBuilder(asked.Location) { Query = query }.Uri);

        Assert.True(answer.Location is null && answer.Status == HttpStatusCode.BadRequest, answer.ToString());
    }

    [Fact]
    public async Task Provider_NodeWithAnotherProvider_HasNoSuchAddress()
    {
        using var folder = new TemporaryFolder();
        await using var node = await SignInNode.StartAsync(
            folder, ("Ledger:SignIn:Authority", "https://id.example"), ("Ledger:SignIn:ClientId", "city"), ("Ledger:PublicUrl", "https://records.city.example"));
        using var browser = node.Open();

        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/demo-provider/authorize")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/demo-provider/.well-known/openid-configuration")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.PostAsync("/demo-provider/token")).Status);
    }

    private Browser Open(string host = "127.0.0.1") => new(new UriBuilder(shared.Address) { Host = host }.Uri);
}
