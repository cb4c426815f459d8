using Ledger.Web.Settings;
using Ledger.Web.Tests.Endpoints;

namespace Ledger.Web.Tests.Http;

/// <summary>Tests the address under which the rate limit counts a caller, with and without a trusted proxy.</summary>
public sealed class TrustedProxyTests
{
    [Fact]
    public async Task Limit_BehindATrustedProxy_CountsTheCaller()
    {
        await using var surface = await Surface.StartAsync("--Ledger:VerificationsPerMinute=1", "--Ledger:TrustedProxies:0=127.0.0.1");

        await VerifyAsync(surface, "203.0.113.1");

        Assert.NotEqual("LDG9004", await VerifyAsync(surface, "203.0.113.2"));
        Assert.Equal("LDG9004", await VerifyAsync(surface, "203.0.113.1"));
    }

    [Theory]
    [InlineData]
    [InlineData("--Ledger:TrustedProxies:0=10.0.0.0/8")]
    public async Task Limit_BehindAnUntrustedProxy_CountsTheProxy(params string[] settings)
    {
        await using var surface = await Surface.StartAsync(["--Ledger:VerificationsPerMinute=1", .. settings]);

        await VerifyAsync(surface, "203.0.113.1");

        Assert.Equal("LDG9004", await VerifyAsync(surface, "203.0.113.2"));
    }

    [Fact]
    public async Task Limit_WithAForgedAddress_CountsTheAddressThatTheProxySaw()
    {
        await using var surface = await Surface.StartAsync("--Ledger:VerificationsPerMinute=1", "--Ledger:TrustedProxies:0=127.0.0.0/8");

        await VerifyAsync(surface, "198.51.100.1, 203.0.113.1");

        Assert.Equal("LDG9004", await VerifyAsync(surface, "198.51.100.2, 203.0.113.1"));
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("10.1.0.0/16", true)]
    [InlineData("::1", true)]
    [InlineData("fd00::/8", true)]
    [InlineData("0.0.0.0/0", false)] // The network of all addresses.
    [InlineData("::/0", false)]
    [InlineData("10.1.2.3/16", false)] // Bits are set after the prefix.
    [InlineData("10", false)]
    [InlineData("10/8", false)]
    [InlineData("proxy.example", false)]
    [InlineData("127.0.0.1:80", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void TryParse_AnyText_AcceptsAddressesAndNetworksOnly(string? text, bool isTaken) => Assert.Equal(isTaken, TrustedProxy.TryParse(text, out _));

    /// <summary>Sends a bundle as a proxy does, and returns the code in the answer.</summary>
    private static async Task<string> VerifyAsync(Surface surface, string forwardedFor)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/verify") { Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Forwarded-For", forwardedFor);
        using var response = await surface.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return System.Text.Json.Nodes.JsonNode.Parse(text)!["code"]!.GetValue<string>();
    }
}
