using System.Net;
using System.Net.Http.Headers;
using Ledger.Access;
using Ledger.Web.Tests.Endpoints;
using Ledger.Web.Tests.Problems;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Access;

/// <summary>Tests every gated route with every role, with no token, and with a token of another department.</summary>
public sealed class RoleTests(RunningNode node)
{
    private const string Mine = "education";
    private const string Other = "health";

    /// <summary>The routes with a policy, as the program maps them.</summary>
    public static TheoryData<string, string> GatedRoutes() =>
        [.. Surface.Routes.Where(route => route.Roles.Count > 0).Select(route => (route.Method, route.Pattern))];

    /// <summary>Each gated route with each role, and whether the role may call it.</summary>
    public static TheoryData<string, string, string, bool> GatedRoutesByRole() =>
    [
        .. Surface.Routes.Where(route => route.Roles.Count > 0).SelectMany(route => Enum.GetValues<Role>().Select(role =>
            (route.Method, route.Pattern, role.ToString().ToLowerInvariant(), route.Roles.Contains(role)))),
    ];

    [Theory, MemberData(nameof(GatedRoutes))]
    public async Task AnyGatedRoute_WithoutAToken_IsRefused(string method, string pattern)
    {
        using var response = await SendAsync(method, pattern, Mine, authorization: null);

        await Problem.AssertAsync(response, "LDG6001");
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
    }

    [Theory, MemberData(nameof(GatedRoutes))]
    public async Task AnyGatedRoute_WithAnUnknownToken_IsRefused(string method, string pattern)
    {
        using var response = await SendAsync(method, pattern, Mine, "Bearer ldg_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");

        await Problem.AssertAsync(response, "LDG6002");
    }

    [Theory, MemberData(nameof(GatedRoutes))]
    public async Task AnyGatedRoute_WithATokenInAnotherScheme_IsRefused(string method, string pattern)
    {
        using var response = await SendAsync(method, pattern, Mine, "Basic " + node.Token(Mine, "issuer"));

        await Problem.AssertAsync(response, "LDG6001");
    }

    [Theory, MemberData(nameof(GatedRoutesByRole))]
    public async Task AnyGatedRoute_WithATokenOfAnotherDepartment_IsRefused(string method, string pattern, string role, bool _)
    {
        using var response = await SendAsync(method, pattern, Mine, "Bearer " + node.Token(Other, role));

        await Problem.AssertAsync(response, "LDG6003");
    }

    [Theory, MemberData(nameof(GatedRoutesByRole))]
    public async Task AnyGatedRoute_WithARole_IsOpenToItsOwnRolesOnly(string method, string pattern, string role, bool isAllowed)
    {
        using var response = await SendAsync(method, pattern, Mine, "Bearer " + node.Token(Mine, role));

        if (isAllowed)
        {
            Assert.NotEqual(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.NotEqual(HttpStatusCode.Forbidden, response.StatusCode);
        }
        else
        {
            await Problem.AssertAsync(response, "LDG6004");
        }
    }

    [Theory, MemberData(nameof(GatedRoutes))]
    public async Task AnyGatedRoute_UnknownDepartment_IsNotFoundForKnownCallersOnly(string method, string pattern)
    {
        using var known = await SendAsync(method, pattern, "nowhere", "Bearer " + node.Token(Mine, "issuer"));
        using var stranger = await SendAsync(method, pattern, "nowhere", "Bearer nobody");

        await Problem.AssertAsync(known, "LDG6005");
        await Problem.AssertAsync(stranger, "LDG6002");
    }

    private async Task<HttpResponseMessage> SendAsync(string method, string pattern, string department, string? authorization)
    {
        var path = pattern.Replace("{department}", department, StringComparison.Ordinal)
            .Replace("{id}", "01890000-0000-7000-8000-000000000000", StringComparison.Ordinal);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (authorization is not null)
        {
            request.Headers.Authorization = AuthenticationHeaderValue.Parse(authorization);
        }

        if (method == "POST")
        {
            request.Headers.Add("Idempotency-Key", TestRecords.NewKey());
            var type = path.EndsWith("/batch", StringComparison.Ordinal) ? "application/x-ndjson" : "application/json";
            request.Content = new StringContent("{}", new MediaTypeHeaderValue(type));
        }

        return await node.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
