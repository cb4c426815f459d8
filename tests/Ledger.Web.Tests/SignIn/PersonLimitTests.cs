using System.Net;
using Ledger.Web.Startup;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.SignIn;

/// <summary>Tests what the pages of residents refuse before they log a look, and who counts as one caller.</summary>
public sealed class PersonLimitTests
{
    [Fact]
    public async Task Pages_OpenedTooOftenByOnePerson_AreRefusedForThatPersonOnly()
    {
        using var folder = new TemporaryFolder();
        await using var node = await SignInNode.StartAsync(folder, ("Ledger:Portal:PagesPerMinute", "3"));
        using var resident = node.Open();
        using var guardian = node.Open();
        await resident.SignInAsync("resident");
        await guardian.SignInAsync("guardian");

        for (var page = 0; page < 3; page++)
        {
            Assert.Equal(HttpStatusCode.OK, (await resident.GetAsync("/my/records")).Status);
        }

        var refused = await resident.GetAsync("/my/reads");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.Contains("LDG9004", refused.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await resident.GetAsync("/me")).Status);
        Assert.Equal(HttpStatusCode.OK, (await guardian.GetAsync("/my/records")).Status);
    }

    [Fact]
    public async Task Forms_SentTooOftenByOnePerson_AreRefusedAndPagesStillOpen()
    {
        using var folder = new TemporaryFolder();
        await using var node = await SignInNode.StartAsync(folder, ("Ledger:Portal:FormsPerDay", "2"));
        using var browser = node.Open();
        var token = (await browser.SignInAsync("resident")).FindField("__RequestVerificationToken");

        for (var form = 0; form < 2; form++)
        {
            Assert.Equal(HttpStatusCode.NotFound, (await SendAsync()).Status); // There is no such share.
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await SendAsync()).Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/my/shares")).Status);

        Task<ShownPage> SendAsync() => browser.PostAsync("/my/shares", ("__RequestVerificationToken", token), ("department", "health"), ("share", "01890a5d-ac96-774b-bcce-b302099a8057"));
    }

    // Each page is a line of the resident's list. An image or a frame on somebody else's page must not make one.
    [Theory]
    [InlineData("Sec-Fetch-Dest", "image", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Dest", "iframe", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Purpose", "prefetch;prerender", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Dest", "document", HttpStatusCode.OK)]
    public async Task Page_RequestedByNoPerson_IsRefused(string header, string value, HttpStatusCode expected)
    {
        using var folder = new TemporaryFolder();
        await using var node = await SignInNode.StartAsync(folder);
        using var browser = node.Open();
        await browser.SignInAsync("resident");
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = node.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/my/records");
        request.Headers.Add("Cookie", string.Join("; ", browser.CopyCookies().Select(cookie => $"{cookie.Key.Name}={cookie.Value}")));
        request.Headers.Add(header, value);

        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    public void Addresses_OfOneNetwork_AreOneCaller(string one, string other, bool isSame) =>
        Assert.Equal(isSame, HttpSurface.FindCaller(IPAddress.Parse(one)) == HttpSurface.FindCaller(IPAddress.Parse(other)));
}
