using System.Net;
using System.Text.RegularExpressions;

namespace Ledger.Web.Tests.SignIn;

/// <summary>What a browser shows: the last address, its status and its page.</summary>
internal sealed record ShownPage(Uri Address, HttpStatusCode Status, string Html, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>Where the answer leads. Null if it is no redirect.</summary>
    public Uri? Location => Headers.TryGetValue("Location", out var location) ? new Uri(Address, location) : null;

    /// <summary>Finds the address of a link by a part of it.</summary>
    public Uri FindLink(string part) => Regex.Matches(Html, "href=\"([^\"]*)\"").Select(match => WebUtility.HtmlDecode(match.Groups[1].Value))
        .Where(link => link.Contains(part, StringComparison.Ordinal)).Select(link => new Uri(Address, link)).First();

    /// <summary>Finds the value of a hidden field.</summary>
    public string FindField(string name) => WebUtility.HtmlDecode(Regex.Match(Html, $"name=\"{name}\"[^>]*value=\"([^\"]*)\"").Groups[1].Value);

    public override string ToString() => $"{Address} {(int)Status}\n{Html}";
}

/// <summary>A browser without script. It keeps cookies as browsers do, by path, for all ports of a host.</summary>
internal sealed class Browser(Uri home) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    // By host, path and name.
    private readonly Dictionary<(string Host, string Path, string Name), string> _cookies = [];

    /// <summary>The cookies, for a test that keeps a copy.</summary>
    public Dictionary<(string Host, string Path, string Name), string> CopyCookies() => new(_cookies);

    /// <summary>Puts a copy of cookies back.</summary>
    public void PutBack(Dictionary<(string Host, string Path, string Name), string> cookies)
    {
        _cookies.Clear();
        foreach (var (key, value) in cookies)
        {
            _cookies[key] = value;
        }
    }

    /// <summary>Whether the browser has a cookie whose name ends so.</summary>
    public bool HasCookie(string name) => _cookies.Keys.Any(key => key.Name.EndsWith(name, StringComparison.Ordinal));

    /// <summary>Opens an address and does not follow a redirect.</summary>
    public Task<ShownPage> GetAsync(string path, string? authorization = null) => SendAsync(HttpMethod.Get, new Uri(home, path), null, authorization);

    public Task<ShownPage> GetAsync(Uri address) => SendAsync(HttpMethod.Get, address, null, null);

    public Task<ShownPage> PostAsync(string path, params IEnumerable<(string Name, string Value)> fields) => PostAsync(new Uri(home, path), fields);

    public Task<ShownPage> PostAsync(Uri address, params IEnumerable<(string Name, string Value)> fields) =>
        SendAsync(HttpMethod.Post, address, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))), null);

    /// <summary>Follows redirects until an address begins so, and returns the redirect to it.</summary>
    public async Task<ShownPage> FollowUntilAsync(ShownPage page, string path)
    {
        for (var steps = 0; page.Location is { } next && !next.AbsolutePath.StartsWith(path, StringComparison.Ordinal); steps++)
        {
            Assert.True(steps < 20, $"The redirects do not end: {next}");
            page = await GetAsync(next);
        }

        return page;
    }

    /// <summary>Follows redirects to their end.</summary>
    public Task<ShownPage> FollowAsync(ShownPage page) => FollowUntilAsync(page, "\0");

    /// <summary>Goes from a page to the choice of a person, chooses one, and stops before the node reads the answer.</summary>
    /// <returns>The address of the answer.</returns>
    public async Task<Uri> ChooseAsync(string path, string person)
    {
        var choice = await FollowAsync(await GetAsync(path));
        Assert.True(choice.Status == HttpStatusCode.OK && choice.Address.AbsolutePath == "/demo-provider/authorize", choice.ToString());
        var answer = await GetAsync(choice.FindLink("person=" + person));
        Assert.True(answer.Location?.AbsolutePath == "/sign-in/callback", answer.ToString());
        return answer.Location;
    }

    /// <summary>Signs in and returns the page that it ends at.</summary>
    public async Task<ShownPage> SignInAsync(string person, string path = "/me") => await FollowAsync(await GetAsync(await ChooseAsync(path, person)));

    public void Dispose() => _http.Dispose();

    private async Task<ShownPage> SendAsync(HttpMethod method, Uri address, HttpContent? content, string? authorization)
    {
        using var request = new HttpRequestMessage(method, address) { Content = content };
        request.Headers.TryAddWithoutValidation("Accept", "text/html,application/xhtml+xml");
        request.Headers.TryAddWithoutValidation("Accept-Language", "en");
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        var cookies = _cookies.Where(cookie => cookie.Key.Host == address.Host && address.AbsolutePath.StartsWith(cookie.Key.Path, StringComparison.Ordinal)).ToList();
        if (cookies.Count > 0)
        {
            request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", cookies.Select(cookie => $"{cookie.Key.Name}={cookie.Value}")));
        }

        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        foreach (var set in response.Headers.TryGetValues("Set-Cookie", out var all) ? all : [])
        {
            Keep(address, set);
        }

        var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => string.Join("\n", header.Value), StringComparer.OrdinalIgnoreCase);
        return new ShownPage(address, response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), headers);
    }

    private void Keep(Uri address, string set)
    {
        var parts = set.Split(';', StringSplitOptions.TrimEntries);
        var (name, value) = parts[0].Split('=', 2) is [var n, var v] ? (n, v) : (parts[0], "");
        var path = parts.FirstOrDefault(part => part.StartsWith("path=", StringComparison.OrdinalIgnoreCase))?[5..] ?? "/";
        var key = (address.Host, path, name);
        if (parts.Any(part => part.StartsWith("expires=Thu, 01 Jan 1970", StringComparison.OrdinalIgnoreCase)))
        {
            _cookies.Remove(key);
        }
        else
        {
            _cookies[key] = value;
        }
    }
}
