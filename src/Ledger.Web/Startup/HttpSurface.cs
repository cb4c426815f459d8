using System.Net;
using System.Net.Sockets;
using System.Text.Json.Serialization;
using System.Threading.RateLimiting;
using Ledger.Portal.Setup;
using Ledger.Portal.Shell;
using Ledger.Verify.Faults;
using Ledger.Web.Access;
using Ledger.Web.BrowserVerifier;
using Ledger.Web.DemoProvider;
using Ledger.Web.Endpoints;
using Ledger.Web.Health;
using Ledger.Web.Http;
using Ledger.Web.Metrics;
using Ledger.Web.Problems;
using Ledger.Web.Settings;
using Ledger.Web.SignIn;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using Scalar.AspNetCore;

namespace Ledger.Web.Startup;

/// <summary>Registers and maps everything that a node answers over HTTP, including its answers to failures.</summary>
internal static class HttpSurface
{
    public static IServiceCollection AddHttpSurface(this IServiceCollection services)
    {
        // Strict: a number in quotes is not a number, neither in requests nor in the API description.
        services.ConfigureHttpJsonOptions(options => options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict);
        services.AddProblems();
        services.AddPortal();
        services.AddSingleton(container => new ServiceAddress(container.GetRequiredService<IOptions<NodeHttpOptions>>().Value.PublicUrl));
        services.AddAccess();
        services.AddSignIn();
        HostRefusals.Add(services);
        ApiDescription.Add(services);
        AnswerCompression.Add(services);
        TrustedProxies.Add(services);
        AddRateLimit(services);
        NodeMetrics.Add(services);
        NodeTracing.Add(services);
        services.AddNodeHealth();
        services.AddBrowserVerifier();
        return services;
    }

    public static void MapLedger(this WebApplication app)
    {
        ServerRefusals.Use(app);
        app.UseForwardedHeaders();
        SecurityHeaders.Use(app);
        HeadRequests.Use(app);

        // Without this the framework logs the exception with its message, and the message may quote a request.
        app.UseExceptionHandler(new ExceptionHandlerOptions { SuppressDiagnosticsCallback = _ => true });
        app.UseStatusCodePages();
        app.UseRouting(); // After HEAD has become GET, and before the middleware that depends on the route.
        app.UseResponseCompression();
        EncodedBodies.Refuse(app);
        app.UseRateLimiter();
        UnknownQueries.Refuse(app);
        app.UseAuthentication();
        PersonAuthentication.Use(app);
        app.UseAuthorization();
        Map(app);
    }

    private static void Map(WebApplication app)
    {
        var api = app.MapGroup("").ProducesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status500InternalServerError);
        RecordEndpoints.Map(api);
        SubjectEndpoints.Map(api);
        ErasureEndpoints.Map(api);
        VerifyEndpoint.Map(api);
        PublicEndpoints.Map(api);
        TokenEndpoint.Map(api);
        HealthEndpoints.Map(api);
        app.MapOpenApi("/openapi/{documentName:regex(^v1$)}.json"); // Any other document name is an unknown address (404).
        FaultsRoute.Map(app);
        NodeMetrics.Map(app);
        VerifierRoutes.Map(app);

        // Everything that the page needs comes from this node. A government network may have no internet access, and no third party learns of a visit.
        app.MapScalarApiReference("/docs", options => options
            .WithTitle("Ledger").WithOpenApiRoutePattern("/openapi/{documentName}.json").WithNonce()
            .AddPreferredSecuritySchemes(ApiDescription.Scheme)
            .DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp().HideDeveloperTools());
        app.MapPortal();
        SignInRoutes.Map(app);
        DemoProviderRoutes.Map(app);
    }

    private static void AddRateLimit(IServiceCollection services)
    {
        services.AddRateLimiter(options => options.OnRejected = async (rejected, _) =>
            await ProblemAnswers.WriteAsync(rejected.HttpContext, Refusal.FromFault(RequestFaults.TooMany)));
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<NodeHttpOptions>>((options, settings) =>
        {
            AddPolicy(options, VerifyEndpoint.Limit, settings);
            AddPolicy(options, PortalLimits.Checking, settings);
            AddPolicy(options, SignInRoutes.Limit, settings);
        });
    }

    private static void AddPolicy(RateLimiterOptions options, string name, IOptions<NodeHttpOptions> settings) => options.AddPolicy(name, context =>
        RateLimitPartition.GetFixedWindowLimiter(
            FindCaller(context.Connection.RemoteIpAddress ?? IPAddress.None),
            _ => new FixedWindowRateLimiterOptions { PermitLimit = settings.Value.VerificationsPerMinute, Window = TimeSpan.FromMinutes(1) }));

    /// <summary>The addresses that count as one caller: a customer with IPv6 has at least a network of 2⁶⁴ (RFC 6177).</summary>
    internal static string FindCaller(IPAddress address) => address.AddressFamily is AddressFamily.InterNetworkV6 && !address.IsIPv4MappedToIPv6
        ? Convert.ToHexString(address.GetAddressBytes(), 0, 8)
        : address.MapToIPv4().ToString();
}
