using System.Net;
using System.Text.RegularExpressions;
using Ledger.Web.Tests.Endpoints;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.SignIn;

/// <summary>
/// Tests every page about one record or one look with every person of the demonstration and with nobody: it opens for the resident whose data it is, in
/// the department that has it, and answers everybody else as if there were no such data.
/// </summary>
public sealed partial class OwnPageTests(RunningNode node)
{
    private const string Owner = "resident";

    /// <summary>The pages, each with the address of the list that leads to the owner's data.</summary>
    private static readonly (string Pattern, string List)[] Pages =
    [
        ("/my/records/{department}/{id}", "/my/records"),
        ("/my/records/{department}/{id}/share", "/my/records"),
        ("/my/reads/{department}/{line:long}/complain", "/my/reads"),
    ];

    /// <summary>Each page with each person, the department in its address (the right one, another one, one that does not exist), and what it answers.</summary>
    public static TheoryData<string, string, string, HttpStatusCode> Table() =>
    [
        .. from page in Pages
           from person in new[] { Owner, "guardian", "clerk", "approver", "auditor", "operator" }
           from department in new[] { "own", "other", "none" }
           let expected = person is not (Owner or "guardian") ? HttpStatusCode.Forbidden
               : person == Owner && department == "own" ? HttpStatusCode.OK
               : HttpStatusCode.NotFound
           select (page.Pattern, person, department, expected),
    ];

    [Fact]
    public void Table_OfPages_HasEveryPageAboutOneThing() =>
        Assert.Equal(Surface.Pages.Where(page => page.StartsWith("/my/", StringComparison.Ordinal) && page.Contains('{', StringComparison.Ordinal)).Select(page => page.Split(' ')[0]), Pages.Select(page => page.Pattern).Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Table))]
    public async Task Page_AboutOneThing_OpensForItsResidentOnly(string pattern, string person, string department, HttpStatusCode expected)
    {
        var address = await FindAddressAsync(pattern, department);
        using var browser = new Browser(node.Address);
        await browser.SignInAsync(person);

        var page = await browser.GetAsync(address);

        Assert.True(page.Status == expected, page.ToString());
    }

    // A form that somebody fills in for another person's data must not work either: the page was never shown, but its address can be guessed.
    [Theory]
    [InlineData("/my/records/{department}/{id}/share", "way", "link")]
    [InlineData("/my/reads/{department}/{line:long}/complain", "text", "这不是我的")]
    public async Task Form_AboutSomebodyElsesData_IsRefusedLikeUnknownData(string pattern, string field, string value)
    {
        var address = await FindAddressAsync(pattern, "own");
        using var browser = new Browser(node.Address);
        await browser.SignInAsync("guardian");
        var own = await browser.GetAsync((await browser.GetAsync(Pages.Single(page => page.Pattern == pattern).List)).FindLink(pattern.EndsWith("/share", StringComparison.Ordinal) ? "/my/records/" : "/complain").PathAndQuery);
        var token = (own.FindField("__RequestVerificationToken") is { Length: > 0 } here ? here
            : (await browser.GetAsync(own.Address.AbsolutePath + "/share")).FindField("__RequestVerificationToken"));

        var answer = await browser.PostAsync(address, ("__RequestVerificationToken", token), (field, value));

        Assert.NotEmpty(token);
        Assert.True(answer.Status == HttpStatusCode.NotFound, answer.ToString());
    }

    [Theory]
    [InlineData("/my/records/{department}/{id}/share", "way", "link")]
    [InlineData("/my/reads/{department}/{line:long}/complain", "text", "这不是我的")]
    public async Task Form_SentByAnotherSite_IsRefused(string pattern, string field, string value)
    {
        var address = await FindAddressAsync(pattern, "own");
        using var browser = new Browser(node.Address);
        await browser.SignInAsync(Owner);

        var answer = await browser.PostAsync(address, (field, value)); // The session is sent along; the token of the form is not known to the other site.

        Assert.True(answer.Status == HttpStatusCode.BadRequest, answer.ToString());
    }

    // Signs in as the owner and follows the lists.
    private async Task<string> FindAddressAsync(string pattern, string department)
    {
        using var browser = new Browser(node.Address);
        await browser.SignInAsync(Owner);
        var record = (await browser.GetAsync("/my/records")).FindLink("/my/records/");
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(record)).Status); // So that there is a look to complain about.
        var address = pattern.EndsWith("/complain", StringComparison.Ordinal)
            ? (await browser.GetAsync("/my/reads")).FindLink("/complain").AbsolutePath
            : record.AbsolutePath + (pattern.EndsWith("/share", StringComparison.Ordinal) ? "/share" : "");
        var own = DepartmentInAddress().Match(address).Value;

        // In the other department, the line with the same number can be hers too; the first line of a log is never a look.
        address = department == "other" ? Line().Replace(address, "0") : address;
        return DepartmentInAddress().Replace(address, department switch
        {
            "own" => own,
            "none" => "nowhere",
            _ => own == "health" ? "civil-affairs" : "health",
        }, 1);
    }

    [GeneratedRegex("(?<=^/my/(records|reads)/)[^/]+")]
    private static partial Regex DepartmentInAddress();

    [GeneratedRegex("[0-9]+(?=/complain$)")]
    private static partial Regex Line();
}
