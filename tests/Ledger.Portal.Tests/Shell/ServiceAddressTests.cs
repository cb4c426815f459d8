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
    [InlineData("https://city.example.evil/records/c/7K4M2Q9X3D5H", null)]
    [InlineData("https://city.example@evil.example/c/7K4M2Q9X3D5H", null)]
    [InlineData("https://city.example/records/help", null)]
    public void Link_Pasted_LeadsToItsCodeOnlyWithinThisService(string link, string? expected)
    {
        var service = Service("https://city.example/records");

        Assert.Equal(expected, TypedAddress.Read(link, address => service.FindPage(Request(), address)).Path);
    }

    private static ServiceAddress Service(string? configured) => new(configured is null ? null : new Uri(configured));

    private static HttpRequest Request() => new DefaultHttpContext { Request = { Scheme = "http", Host = new HostString("127.0.0.1:5080") } }.Request;
}
