using System.Security.Cryptography;
using System.Text;
using Ledger.Verify.Faults;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Ledger.Web.Problems;

/// <summary>Serves the page of faults.</summary>
internal static class FaultsRoute
{
    private const string Path = "/docs/faults";

    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(FaultSections.Style)))}'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Registers what renders the page. It is encoded like the pages of the portal, which do not escape Chinese.</summary>
    public static void Add(IServiceCollection services) => services.AddScoped<HtmlRenderer>();

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(Path, async (HttpContext context, HtmlRenderer renderer) =>
    {
        context.Response.Headers.ContentSecurityPolicy = Policy;
        return TypedResults.Text(await RenderAsync(renderer, FaultTable.Service), "text/html; charset=utf-8");
    }).ExcludeFromDescription();

    /// <summary>Renders the page for these codes.</summary>
    public static Task<string> RenderAsync(HtmlRenderer renderer, IReadOnlyList<Fault> rows) => renderer.Dispatcher.InvokeAsync(async () =>
    {
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(FaultsPage.Rows)] = rows });
        return (await renderer.RenderComponentAsync<FaultsPage>(parameters)).ToHtmlString();
    });
}
