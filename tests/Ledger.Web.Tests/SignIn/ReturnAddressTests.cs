using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.SignIn;

/// <summary>Tests that a sign-in returns to a page of this node, whatever the link says.</summary>
public sealed class ReturnAddressTests(RunningNode shared)
{
    public static TheoryData<string, string> Addresses() => new()
    {
        { "/me", "/me" },
        { "/check?x=1", "/check?x=1" },
        { "", "/" },
        { "https://evil.example/", "/" },
        { "//evil.example/", "/" },
        { "/\\evil.example/", "/" },
        { "\\\\evil.example/", "/" },
        { "/\t/evil.example/", "/" },
        { " //evil.example/", "/" },
        { "evil.example", "/" },
        { "javascript:alert(1)", "/" },
        { "/me\r\nSet-Cookie: a=b", "/" },
        { "/\u202egro", "/" },
        { "/sign-in?return=//evil.example/", "/" },
        { "/SIGN-OUT/provider", "/" },
    };

    [Theory, MemberData(nameof(Addresses))]
    public async Task Return_AnyAddress_StaysOnThisNode(string asked, string expected)
    {
        using var browser = Open();

        var signedIn = await browser.GetAsync(await browser.ChooseAsync("/sign-in?return=" + Uri.EscapeDataString(asked), "clerk"));
        var already = await browser.GetAsync("/sign-in?return=" + Uri.EscapeDataString(asked));

        Assert.Equal(expected, signedIn.Headers["Location"]);
        Assert.Equal(expected, already.Headers["Location"]);
    }

    private Browser Open() => new(shared.Address);
}
