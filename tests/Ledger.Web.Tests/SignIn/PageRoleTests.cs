using System.Net;
using Ledger.Access;
using Ledger.Web.Tests.Endpoints;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.SignIn;

/// <summary>Tests every page that has a policy with every person of the demonstration: it opens for the roles of its policy, and for nobody else.</summary>
public sealed class PageRoleTests(RunningNode node)
{
    private const string Anybody = PersonPolicies.SignedIn;

    /// <summary>Each page without parameters in its address, with its policies, and each person with their role.</summary>
    public static TheoryData<string, string, string, string> PagesByPerson() =>
    [
        .. from page in Surface.Pages
           let parts = page.Split(' ')
           where parts.Length == 2 && !parts[0].Contains('{', StringComparison.Ordinal)
           from person in new[] { ("resident", "resident"), ("guardian", "resident"), ("clerk", "clerk"), ("approver", "approver"), ("auditor", "auditor"), ("operator", "operator") }
           select (parts[0], parts[1], person.Item1, person.Item2),
    ];

    /// <summary>Each page with a policy.</summary>
    public static TheoryData<string> Pages() => [.. Surface.Pages.Where(page => page.Contains(' ', StringComparison.Ordinal)).Select(page => page.Split(' ')[0])];

    [Theory, MemberData(nameof(PagesByPerson))]
    public async Task Page_WithAPolicy_OpensForItsRolesOnly(string path, string policies, string person, string role)
    {
        using var browser = new Browser(node.Address);
        var isAllowed = policies.Split(',').All(policy => policy is Anybody or PersonPolicies.Confirmed || policy == $"{Anybody}:{role}");
        await browser.SignInAsync(person);

        var page = await browser.GetAsync(path);

        if (isAllowed)
        {
            Assert.True(page.Status is HttpStatusCode.OK or HttpStatusCode.NotFound or HttpStatusCode.BadRequest, page.ToString());
        }
        else
        {
            Assert.True(page.Status == HttpStatusCode.Forbidden && page.Html.Contains("LDG6108", StringComparison.Ordinal), page.ToString());
        }
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task Page_WithoutASession_BeginsASignIn(string path)
    {
        using var browser = new Browser(node.Address);

        var page = await browser.GetAsync(path.Replace("{id}", "01890000-0000-7000-8000-000000000000", StringComparison.Ordinal)
            .Replace("{line:long}", "1", StringComparison.Ordinal));

        Assert.Equal("/sign-in", page.Location?.AbsolutePath);
    }
}
