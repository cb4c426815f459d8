using System.Net;
using Ledger.Portal.Tests.Running;
using Ledger.Web.Tests.Running;

namespace Ledger.Portal.Tests.Shell;

/// <summary>What strangers send to pages: other methods, addresses to go back to, parameters that no page takes.</summary>
public sealed class RequestTests(RunningPortal portal) : IDisposable
{
    // Follows no redirect and keeps no cookie, so that a test sees them.
    private readonly HttpClient _http = new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = portal.Address };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _http.Dispose();

    [Theory]
    [InlineData("DELETE", "/", "GET, HEAD")]
    [InlineData("PUT", "/help", "GET, HEAD")]
    [InlineData("POST", "/help", "GET, HEAD")]
    [InlineData("POST", "/show", "GET, HEAD")]
    [InlineData("PATCH", "/check", "GET, HEAD, POST")]
    [InlineData("DELETE", "/check", "GET, HEAD, POST")]
    [InlineData("TRACE", "/check", "GET, HEAD, POST")]
    [InlineData("ANYTHING", "/accessibility", "GET, HEAD")]
    public async Task Page_WithAMethodItDoesNotHandle_IsRefused(string method, string path, string allowed)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var response = await _http.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(allowed, string.Join(", ", response.Content.Headers.Allow.Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/help")]
    [InlineData("/check")]
    [InlineData("/_content/Ledger.Portal/portal.css")]
    public async Task Head_OfAPage_AnswersLikeGetWithoutABody(string path)
    {
        using var get = await _http.GetAsync(path, Cancel);
        using var request = new HttpRequestMessage(HttpMethod.Head, path);
        using var head = await _http.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Cancel));
        Assert.NotEmpty(await get.Content.ReadAsByteArrayAsync(Cancel));
    }

    [Theory]
    [InlineData("/?utm_source=mail")]
    [InlineData("/help?nonsense=1")]
    [InlineData("/check?fbclid=x&y")]
    public async Task Page_WithAnUnknownParameter_IgnoresIt(string path)
    {
        using var response = await _http.GetAsync(path, Cancel);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("/v1/types?nonsense=1")]
    [InlineData("/docs?nonsense=1")]
    public async Task Api_WithAnUnknownParameter_RefusesIt(string path)
    {
        using var response = await _http.GetAsync(path, Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData("/help", "/help")]
    [InlineData("/check?x=1%26y=2", "/check?x=1&y=2")]
    [InlineData("/a%2Fb", "/a/b")] // Decoded once, as a query is; still a path of this service.
    [InlineData("//evil.example", "/")]
    [InlineData("///evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("\\\\evil.example", "/")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("https:evil.example", "/")]
    [InlineData("//evil.example%2F..", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("data:text/html,x", "/")]
    [InlineData(" /help", "/")]
    [InlineData("%09/help", "/")]
    [InlineData("/%09/evil.example", "/")]
    [InlineData("/%0A/evil.example", "/")]
    [InlineData("/%5Cevil.example", "/")]
    [InlineData("/help%0D%0ASet-Cookie:%20x=1", "/")]
    [InlineData("/help%00", "/")]
    [InlineData("/help%E2%80%AE", "/")]
    [InlineData("/@evil.example", "/@evil.example")] // A path of this service with an odd name.
    [InlineData("help", "/")]
    [InlineData("~/help", "/")]
    [InlineData("", "/")]
    public async Task Show_WithAnAddressToGoBackTo_LeadsToThisServiceOnly(string back, string expected)
    {
        using var response = await _http.GetAsync("/show?contrast=on&back=" + back, Cancel);

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal(expected, response.Headers.GetValues("Location").Single());
        Assert.Equal("ledger-contrast=on", response.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
    }

    [Fact]
    public async Task Show_WithAVeryLongAddress_LeadsHome()
    {
        using var response = await _http.GetAsync("/show?back=/" + new string('a', 5000), Cancel);

        Assert.Equal("/", response.Headers.GetValues("Location").Single());
    }

    [Theory]
    [InlineData("language=zh", "ledger-language=zh")]
    [InlineData("language=en", "ledger-language=en")]
    [InlineData("larger=on", "ledger-larger=on")]
    [InlineData("larger=off", "ledger-larger=off")]
    [InlineData("language=fr", null)]
    [InlineData("larger=yes", null)]
    [InlineData("contrast=on%0D%0ASet-Cookie:%20admin=1", null)]
    [InlineData("language=zh%3B%20Domain%3Devil.example", null)]
    public async Task Show_WithAChoice_KeepsOnlyKnownValues(string choice, string? expected)
    {
        using var response = await _http.GetAsync("/show?" + choice, Cancel);

        var cookies = response.Headers.TryGetValues("Set-Cookie", out var values) ? values.ToList() : [];
        Assert.Equal(expected is null ? [] : [expected], cookies.Select(cookie => cookie.Split(';')[0]));
        Assert.All(cookies, cookie => Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase));
        Assert.All(cookies, cookie => Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    [InlineData("\u202Etxt.exe")]
    [InlineData("' onfocus='alert(1)")]
    public async Task Page_AfterAHostileText_EscapesIt(string text)
    {
        using var form = new FormUrlEncodedContent([new("text", text)]);
        using var response = await _http.PostAsync("/check?handler=Text", form, Cancel);
        var page = await response.Content.ReadAsStringAsync(Cancel);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.DoesNotContain(text, page, StringComparison.Ordinal);
        Assert.Contains($"value=\"{text}\"", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_LongerThanIsRead_IsTooLarge()
    {
        using var file = new ByteArrayContent(new byte[5 * 1024 * 1024]);
        using var form = new MultipartFormDataContent { { file, "file", "record.ledger.json" } };
        using var request = English(HttpMethod.Post, "/check?handler=File", form);

        using var response = await _http.SendAsync(request, Cancel);
        var page = await response.Content.ReadAsStringAsync(Cancel);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("The file is too large", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Choose a file first", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NumberedCodes_LongerThanIsRead_AreTooLong()
    {
        using var form = new FormUrlEncodedContent([new("codes", new string('A', 100_000))]);
        using var request = English(HttpMethod.Post, "/p", form);

        using var response = await _http.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("The text is too long", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/sign-out", "text/html", "text/html")]
    [InlineData("/sign-out", "application/json", "application/problem+json")]
    [InlineData("/v1/verify", "text/html", "application/problem+json")]
    public async Task Get_OfAnAddressThatTakesPostOnly_IsAnsweredToWhoAsks(string path, string accepted, string expected)
    {
        using var request = English(HttpMethod.Get, path, null);
        request.Headers.Add("Accept", accepted);

        using var response = await _http.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(expected, response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(expected == "text/html", (await response.Content.ReadAsStringAsync(Cancel)).Contains("Start again from the home page.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("GET /check HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")]
    [InlineData("GET /check HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: https\r\nConnection: close\r\n\r\n")]
    [InlineData("GET http://evil.example/check HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")]
    public async Task Page_AskedUnderAnotherHost_NamesThatHostNowhere(string request)
    {
        var answer = await RawHttp.SendAsync(portal.Address, request);

        Assert.DoesNotContain("evil.example", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(answer.Headers, header => header.Value.Contains("evil.example", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pages_ForAnybody_SetNoCookie()
    {
        foreach (var path in new[] { "/", "/help", "/accessibility", "/check" })
        {
            using var response = await _http.GetAsync(path, Cancel);

            Assert.False(response.Headers.Contains("Set-Cookie"), path);
        }
    }

    private static HttpRequestMessage English(HttpMethod method, string path, HttpContent? content) =>
        new(method, path) { Content = content, Headers = { { "Accept-Language", "en" } } };
}
