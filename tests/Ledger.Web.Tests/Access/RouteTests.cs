using Ledger.Web.Tests.Endpoints;

namespace Ledger.Web.Tests.Access;

/// <summary>Lists the public routes. A new public route must be added here on purpose.</summary>
public sealed class RouteTests
{
    private static readonly string[] Public =
    [
        "GET /.well-known/jwt-vc-issuer/{department}",
        "GET /check/browser/trust.json",
        "GET /check/browser/{**name}",
        "GET /demo-provider/.well-known/openid-configuration",
        "GET /demo-provider/authorize",
        "GET /demo-provider/end-session",
        "GET /demo-provider/keys",
        "GET /docs/faults",
        "GET /docs/favicon.svg",
        "GET /docs/scalar.aspnetcore.js",
        "GET /docs/scalar.js",
        "GET /docs/{documentName?}",
        "GET /health/live",
        "GET /health/ready",
        "GET /metrics",
        "GET /openapi/{documentName:regex(^v1$)}.json",
        "GET /sign-in",
        "GET /sign-in/callback",
        "GET /sign-out/callback",
        "GET /sign-out/provider",
        "GET /signed-out",
        "GET /v1/departments",
        "GET /v1/purposes",
        "GET /v1/types",
        "GET /vct/{name}/{version}",
        "GET /{department}/log/checkpoint",
        "GET /{department}/log/migration/{hash}",
        "GET /{department}/log/tile/{**path}",
        "POST /demo-provider/token",
        "POST /sign-out",
        "POST /v1/verify",
    ];

    private static readonly string[] PublicPages = ["/", "/accessibility", "/c/{code}", "/c/{code}/paper", "/check", "/help", "/p", "/show"];

    private static readonly string[] PublicFiles = ["/_content/Ledger.Portal/mark.svg", "/_content/Ledger.Portal/paper.js", "/_content/Ledger.Portal/portal.css"];

    private static readonly string[] Gated =
    [
        "GET /v1/departments/{department}/complaints Auditor",
        "GET /v1/departments/{department}/erasures Operator,Auditor",
        "POST /v1/departments/{department}/erasures Operator",
        "DELETE /v1/departments/{department}/erasures/{id} Operator",
        "GET /v1/departments/{department}/erasures/{id} Operator,Auditor",
        "POST /v1/departments/{department}/erasures/{id}/approval Operator",
        "POST /v1/departments/{department}/holds Operator",
        "DELETE /v1/departments/{department}/holds/{id} Operator",
        "GET /v1/departments/{department}/records Issuer,Auditor",
        "POST /v1/departments/{department}/records Issuer",
        "POST /v1/departments/{department}/records/batch Issuer",
        "POST /v1/departments/{department}/records/search Issuer",
        "GET /v1/departments/{department}/records/{id} Issuer,Auditor",
        "GET /v1/departments/{department}/records/{id}/bundle Issuer,Verifier,Auditor",
        "GET /v1/departments/{department}/records/{id}/disclosures Issuer,Auditor",
        "GET /v1/departments/{department}/records/{id}/history Issuer,Verifier,Auditor",
        "POST /v1/departments/{department}/records/{id}/status Issuer",
        "POST /v1/departments/{department}/subjects/disclosures Issuer,Auditor",
        "POST /v1/departments/{department}/subjects/search Issuer",
        "GET /v1/departments/{department}/tokens Operator",
        "POST /v1/departments/{department}/tokens Operator",
        "DELETE /v1/departments/{department}/tokens/{tokenid} Operator",
    ];

    [Fact]
    public void Routes_WithoutAGate_AreExactlyThePublicOnes()
    {
        var open = Surface.Routes.Where(route => route.Roles.Count == 0).Select(route => $"{route.Method} {route.Pattern}");

        Assert.Equal(Public, open.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Routes_WithAGate_AskForExactlyTheseRoles()
    {
        var gated = Surface.Routes.Where(route => route.Roles.Count > 0);

        Assert.Equal(Gated, gated.Select(route => $"{route.Method} {route.Pattern} {string.Join(',', route.Roles)}"));
    }

    [Fact]
    public void Pages_WithoutSignIn_AreExactlyThePublicOnes() => Assert.Equal(PublicPages, Surface.Pages.Where(page => !page.Contains(' ')));

    [Fact]
    public void Files_OfPages_AreExactlyTheseAndPublic() => Assert.Equal(PublicFiles, Surface.Files);
}
