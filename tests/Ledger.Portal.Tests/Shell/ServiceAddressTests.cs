using Ledger.Portal.Checking;
using Ledger.Portal.Shell;
using Microsoft.AspNetCore.Http;

namespace Ledger.Portal.Tests.Shell;

/// <summary>Links that leave the service, and links that come back to it.</summary>
public sealed class ServiceAddressTests
{
    [Theory]
    [InlineData(null, "http://127.0.0.1:5080/c/X")]
    [InlineData("https://records.city.example", "https://records.city.example/c/X")]
    [InlineData("https://city.example/records/", "https://city.example/records/c/X")]
    public void Page_InALink_HasTheConfiguredAddressFirst(string? configured, string expected) =>
        Assert.Equal(expected, Service(configured).PageFor(Request(), "/c/X"));

    [Theory]
    [InlineData("http://127.0.0.1:5080/c/7K4M-2Q9X-3D5H", "/c/7K4M2Q9X3D5H")]
    [InlineData("https://city.example/records/c/7k4m2q9x3d5h", "/c/7K4M2Q9X3D5H")]
    [InlineData("HTTPS://CITY.EXAMPLE/records/C/7K4M2Q9X3D5H", "/c/7K4M2Q9X3D5H")]
    [InlineData("https://city.example/records/c/7K4M2Q9X3D5H/paper", "/c/7K4M2Q9X3D5H")]
    [InlineData("https://city.example.evil/records/c/7K4M2Q9X3D5H", null)]
    [InlineData("https://city.example@evil.example/c/7K4M2Q9X3D5H", null)]
    [InlineData("https://city.example/records/help", null)]
    public void Link_Pasted_LeadsToItsCodeOnlyWithinThisService(string link, string? expected)
    {
        var service = Service("https://city.example/records");

        Assert.Equal(expected, TypedAddress.Read(link, address => service.FindPage(Request(), address)).Path);
    }

    [Theory]
    [InlineData("7k4m 2q9x 3d5h", "/c/7K4M2Q9X3D5H")]
    [InlineData("７Ｋ４Ｍ－２Ｑ９Ｘ－３Ｄ５Ｈ", "/c/7K4M2Q9X3D5H")]
    [InlineData("7K4M–2Q9X–3D5H", "/c/7K4M2Q9X3D5H")]
    [InlineData("/c/7K4M-2Q9X-3D5H", "/c/7K4M2Q9X3D5H")]
    [InlineData("7K4M-2Q9X-3D5", null)]
    [InlineData("7K4M-2Q9X-3D5H-7", null)]
    [InlineData("http://127.0.0.1:5080/c/７Ｋ４Ｍ–2Q9X–3D5H", "/c/7K4M2Q9X3D5H")]
    [InlineData("http://127.0.0.1:5080/P#1/2.ABC", "/p")]
    [InlineData("https://city.example/records/p#2/2.ABC", "/p")]
    [InlineData("/p#1/2.ABC", "/p")]
    [InlineData("https://elsewhere.example/P#1/2.ABC", null)]
    [InlineData("http://127.0.0.1:5080/paper#1/2.ABC", null)]
    [InlineData("他们说的那张证明", null)]
    [InlineData("", null)]
    public void Text_Typed_LeadsToThePageOfItsCode(string text, string? expected)
    {
        var service = Service("https://city.example/records");

        Assert.Equal(expected, TypedAddress.Read(text, address => service.FindPage(Request(), address)).Path);
    }

    private static ServiceAddress Service(string? configured) => new(configured is null ? null : new Uri(configured));

    private static HttpRequest Request() => new DefaultHttpContext { Request = { Scheme = "http", Host = new HostString("127.0.0.1:5080") } }.Request;
}
