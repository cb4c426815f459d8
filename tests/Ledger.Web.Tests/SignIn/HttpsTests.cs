using System.Net;
using System.Text.RegularExpressions;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.SignIn;

/// <summary>Tests a sign-in through a proxy that speaks https to browsers and http to the node.</summary>
public sealed class HttpsTests
{
    private const string Public = "https://records.city.example";

    [Fact]
    public async Task SignIn_ThroughAProxyWithHttps_UsesThePublicAddressAndCookiesOfThatHostOnly()
    {
        using var folder = new TemporaryFolder();
        await using var node = await SignInNode.StartAsync(folder, ("Ledger:PublicUrl", Public), ("Ledger:TrustedProxies:0", "127.0.0.1"));
        using var browser = new ProxiedBrowser(node.Address);

        var choice = await browser.FollowAsync("/sign-in?return=/me");
        var link = WebUtility.HtmlDecode(Regex.Match(choice, "href=\"([^\"]*person=clerk[^\"]*)\"").Groups[1].Value);
        var page = await browser.FollowAsync(link);

        Assert.Contains("王芳", page, StringComparison.Ordinal);
        Assert.Equal("max-age=31536000", browser.TransportSecurity);
        Assert.All(browser.Redirects.Where(address => address.IsAbsoluteUri), address => Assert.Equal(Public, address.GetLeftPart(UriPartial.Authority)));
        Assert.Contains(browser.Redirects, address => Uri.UnescapeDataString(address.OriginalString).Contains($"redirect_uri={Public}/sign-in/callback", StringComparison.Ordinal));
        Assert.All(browser.Cookies, cookie => Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase));
        Assert.All(browser.Cookies, cookie => Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase));
        var session = browser.Cookies.Last(cookie => cookie.StartsWith("__Host-ledger-session=", StringComparison.Ordinal));
        Assert.Contains("; path=/;", session, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; samesite=lax", session, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; httponly", session, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A browser whose requests reach the node through a proxy.</summary>
    private sealed class ProxiedBrowser(Uri node) : IDisposable
    {
        private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        private readonly Dictionary<string, string> _jar = [];

        /// <summary>Every cookie that was set, as the header says it.</summary>
        public List<string> Cookies { get; } = [];

        /// <summary>The header of the last answer that makes browsers use https only.</summary>
        public string? TransportSecurity { get; private set; }

        /// <summary>Every address that an answer led to.</summary>
        public List<Uri> Redirects { get; } = [];

        public async Task<string> FollowAsync(string path)
        {
            for (var step = 0; step < 10; step++)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(node, path));
                request.Headers.Add("X-Forwarded-Proto", "https");
                request.Headers.Add("X-Forwarded-Host", new Uri(Public).Host);
                request.Headers.Add("X-Forwarded-For", "203.0.113.9");
                request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", _jar.Select(cookie => $"{cookie.Key}={cookie.Value}")));
                request.Headers.Add("Accept", "text/html");
                using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
                TransportSecurity = answer.Headers.TryGetValues("Strict-Transport-Security", out var value) ? value.Single() : null;
                foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
                {
                    Cookies.Add(cookie);
                    var pair = cookie.Split(';')[0].Split('=', 2);
                    _jar[pair[0]] = pair[1];
                }

                if (answer.Headers.Location is not { } next)
                {
                    return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                }

                Redirects.Add(next);
                path = next.IsAbsoluteUri ? next.PathAndQuery : next.OriginalString;
            }

            throw new InvalidOperationException("The redirects do not end.");
        }

        public void Dispose() => _http.Dispose();
    }
}
