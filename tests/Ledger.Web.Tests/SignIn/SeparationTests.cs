using System.Net;
using Ledger.Web.DemoProvider;
using Ledger.Web.Tests.Endpoints;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.SignIn;

/// <summary>Tests that sessions open pages only, that tokens open the API only, and that the people of the demonstration have records.</summary>
public sealed class SeparationTests(RunningNode node)
{
    /// <summary>The gated routes that read.</summary>
    public static TheoryData<string> Routes() =>
        [.. Surface.Routes.Where(route => route.Roles.Count > 0 && route.Method == "GET").Select(route => route.Pattern)];

    [Theory, MemberData(nameof(Routes))]
    public async Task Api_WithTheSessionOfAnOperator_AsksForAToken(string pattern)
    {
        using var browser = new Browser(node.Address);
        await browser.SignInAsync("operator");
        var path = pattern.Replace("{department}", "civil-affairs", StringComparison.Ordinal).Replace("{id}", "01890000-0000-7000-8000-000000000000", StringComparison.Ordinal);

        var answer = await browser.GetAsync(path);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Contains("LDG6001", answer.Html, StringComparison.Ordinal);
        Assert.False(answer.Headers.ContainsKey("Set-Cookie"));
    }

    [Theory]
    [InlineData("issuer")]
    [InlineData("operator")]
    public async Task Page_WithAToken_BeginsASignIn(string role)
    {
        using var browser = new Browser(node.Address);

        var answer = await browser.GetAsync("/me", "Bearer " + node.Token("civil-affairs", role));

        Assert.Equal("/sign-in", answer.Location?.AbsolutePath);
    }

    [Fact]
    public async Task People_OfTheDemonstration_HaveRecordsOfSeveralDepartments()
    {
        foreach (var person in new DemoPeople().All.Where(person => person.IdentityNumber is not null))
        {
            var found = 0;
            foreach (var department in new[] { "health", "employment", "civil-affairs" })
            {
                using var answer = await node.SendAsync(HttpMethod.Post, $"/v1/departments/{department}/subjects/search", department, "issuer",
                    $$"""{"subject":{"idType":"resident-identity-card","idNumber":"{{person.IdentityNumber}}"},"purpose":"case-handling"}""");
                var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                Assert.True(answer.IsSuccessStatusCode, text);
                found += System.Text.Json.Nodes.JsonNode.Parse(text)!["records"]!.AsArray().Count > 0 ? 1 : 0;
            }

            Assert.True(found >= 2, $"{person} has records of {found} departments.");
        }
    }

    [Fact]
    public async Task Start_OfTheNode_PrintsTheAddressForPasskeys() =>
        await Task.Run(() => Assert.Contains($"http://localhost:{node.Address.Port}/", node.Output, StringComparison.Ordinal), TestContext.Current.CancellationToken);
}
