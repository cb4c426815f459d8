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

    private const string RecordPage = "/my/records/{department}/{id}";
    private const string SharePage = "/my/records/{department}/{id}/share";
    private const string ComplaintPage = "/my/reads/{department}/{line:long}/complain";
    private static readonly string[] Pages = [RecordPage, SharePage, ComplaintPage];

    /// <summary>Each page with each person, the department in its address (the right one, another one, one that does not exist), and what it answers.</summary>
    public static TheoryData<string, string, string, HttpStatusCode> Table() =>
    [
        .. from page in Pages
           from person in new[] { Owner, "guardian", "clerk", "approver", "auditor", "operator" }
           from department in new[] { "own", "other", "none" }
           let expected = person is not (Owner or "guardian") ? HttpStatusCode.Forbidden
               : person == Owner && department == "own" ? HttpStatusCode.OK
               : HttpStatusCode.NotFound
           select (page, person, department, expected),
    ];

    [Fact]
    public void Table_OfPages_HasEveryPageAboutOneThing() =>
        Assert.Equal(
            Surface.Pages.Where(page => page.StartsWith("/my/", StringComparison.Ordinal) && page.Contains('{', StringComparison.Ordinal)).Select(page => page.Split(' ')[0]).Order(StringComparer.Ordinal),
            Pages.Order(StringComparer.Ordinal));

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
    [InlineData(SharePage, "way", "link")]
    [InlineData(ComplaintPage, "text", "这不是我的")]
    public async Task Form_AboutSomebodyElsesData_IsRefusedLikeUnknownData(string pattern, string field, string value)
    {
        var address = await FindAddressAsync(pattern, "own");
        using var browser = new Browser(node.Address);
        await browser.SignInAsync("guardian");
        var token = (await browser.GetAsync(await FindOwnAsync(browser, pattern))).FindField("__RequestVerificationToken");

        var answer = await browser.PostAsync(address, ("__RequestVerificationToken", token), (field, value));

        Assert.NotEmpty(token);
        Assert.True(answer.Status == HttpStatusCode.NotFound, answer.ToString());
    }

    [Theory]
    [InlineData(SharePage, "way", "link")]
    [InlineData(ComplaintPage, "text", "这不是我的")]
    public async Task Form_SentByAnotherSite_IsRefused(string pattern, string field, string value)
    {
        var address = await FindAddressAsync(pattern, "own");
        using var browser = new Browser(node.Address);
        await browser.SignInAsync(Owner);

        var answer = await browser.PostAsync(address, (field, value)); // The session is sent along; the token of the form is not known to the other site.

        Assert.True(answer.Status == HttpStatusCode.BadRequest && answer.Html.Contains("LDG6110", StringComparison.Ordinal), answer.ToString());
    }

    private async Task<string> FindAddressAsync(string pattern, string department)
    {
        using var browser = new Browser(node.Address);
        await browser.SignInAsync(Owner);
        var address = await FindOwnAsync(browser, pattern);
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

    // Follows the lists of whoever is signed in. They look at a record first, so that there is a look to complain about.
    private static async Task<string> FindOwnAsync(Browser browser, string pattern)
    {
        var record = (await browser.GetAsync("/my/records")).FindLink("/my/records/");
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(record)).Status);
        return pattern switch
        {
            ComplaintPage => (await browser.GetAsync("/my/reads?own=on")).FindLink("/my/reads/").AbsolutePath,
            SharePage => record.AbsolutePath + "/share",
            _ => record.AbsolutePath,
        };
    }

    [GeneratedRegex("(?<=^/my/(records|reads)/)[^/]+")]
    private static partial Regex DepartmentInAddress();

    [GeneratedRegex("[0-9]+(?=/complain$)")]
    private static partial Regex Line();
}
