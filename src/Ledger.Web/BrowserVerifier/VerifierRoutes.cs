using System.Net;
using Ledger.Web.Endpoints;
using Ledger.Web.Http;
using Ledger.Web.Settings;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Ledger.Web.BrowserVerifier;

/// <summary>Serves the verifier for browsers at <c>/check/browser/</c>, compressed by the build, and the chain that this node proposes to it.</summary>
internal static class VerifierRoutes
{
    private const string Root = "/check/browser/";

    public static IServiceCollection AddBrowserVerifier(this IServiceCollection services) =>
        services.AddSingleton(_ => new VerifierFolder()).AddSingleton<VerifierTrust>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Root + "trust.json", ReadTrust).ExcludeFromDescription();
        routes.MapGet(Root + "{**name}", ReadFile).WithMetadata(new TakenQuery("lang")).ExcludeFromDescription();
    }

    private static IResult ReadTrust(HttpContext context, VerifierTrust trust)
    {
        context.Response.Headers.CacheControl = "no-store"; // The address of an embedded chain may change with each start.
        return TypedResults.Text(trust.ToJson().ToJsonString(), "application/json");
    }

    private static IResult ReadFile(
        HttpContext context, VerifierFolder folder, VerifierTrust trust, NodeUrl node, IOptions<ChainOptions> settings, string? name)
    {
        var request = context.Request;
        if (name is null && (!request.Path.Value!.EndsWith('/') || (settings.Value.IsEmbedded && IsOtherName(request.Host, node.Url)))) // a matched request has a path
        {
            var origin = settings.Value.IsEmbedded && IsOtherName(request.Host, node.Url) ? node.Url.GetLeftPart(UriPartial.Authority) : request.PathBase.Value;
            return TypedResults.Redirect(origin + Root + request.QueryString);
        }

        if (folder.Find(name ?? "index.html") is not { } file)
        {
            return TypedResults.NotFound();
        }

        var headers = context.Response.Headers;
        var (path, encoding) = file.Choose(request.GetTypedHeaders().AcceptEncoding);
        AnswerCompression.Skip(context);
        headers.ContentSecurityPolicy = trust.Policy;
        headers.CacheControl = "no-cache"; // The names do not change with the content, so a browser asks whether it has changed.
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.ContentEncoding = encoding;
        return TypedResults.PhysicalFile(path, file.ContentType, entityTag: new EntityTagHeaderValue($"\"{file.Hash}{(encoding is null ? "" : "-" + encoding)}\""));
    }

    /// <summary>
    /// Whether a browser on this machine used another name of this machine than the one whose pages may ask the embedded chain. The chain allows one origin.
    /// </summary>
    private static bool IsOtherName(HostString used, Uri own) =>
        own.IsLoopback && !used.Host.Equals(own.Host, StringComparison.OrdinalIgnoreCase)
        && (IPAddress.TryParse(used.Host.Trim('[', ']'), out var address) ? IPAddress.IsLoopback(address)
            : used.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || used.Host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase));
}
