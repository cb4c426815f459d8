using Ledger.Hosting;
using Ledger.Web.Access;
using Ledger.Web.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ledger.Web.Tests.Endpoints;

/// <summary>One route as it is mapped, and the roles it asks for; none for a public route.</summary>
internal sealed record MappedRoute(string Method, string Pattern, IReadOnlyList<Ledger.Access.Role> Roles);

/// <summary>The HTTP surface of a node in this process, with no node behind it: routes, limits, and what happens when something breaks.</summary>
internal sealed class Surface : IAsyncDisposable
{
    /// <summary>What is thrown to a route that needs a node.</summary>
    public const string Missing = "There is no node behind this surface.";

    private readonly WebApplication _app;

    private Surface(WebApplication app, LogLines log, HttpClient http)
    {
        _app = app;
        Log = log;
        Http = http;
    }

    public HttpClient Http { get; }

    /// <summary>What it logged so far.</summary>
    public LogLines Log { get; }

    /// <summary>Every route, by pattern and method.</summary>
    public static IReadOnlyList<MappedRoute> Routes { get; } = ReadRoutes();

    public static async Task<Surface> StartAsync(params string[] settings)
    {
        var builder = await Program.CreateBuilderAsync(["--urls=http://127.0.0.1:0", .. settings]);
        builder.Services.RemoveAll<IHostedService>(); // Everything behind the surface; the server itself is added later.
        builder.Services.AddSingleton<HostedDepartments>(_ => throw new InvalidOperationException(Missing));
        builder.Services.AddSingleton<DataDirectory>(_ => throw new InvalidOperationException(Missing));
        var app = Program.Build(builder);
        var log = new LogLines();
        app.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
        await app.StartAsync(TestContext.Current.CancellationToken);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new Surface(app, log, new HttpClient { BaseAddress = new Uri(address) });
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }

    private static MappedRoute[] ReadRoutes()
    {
        using var app = (IDisposable)Program.Build(Program.CreateBuilderAsync([]).GetAwaiter().GetResult());
        return
        [
            .. ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
                .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => new MappedRoute(
                    method, "/" + endpoint.RoutePattern.RawText!.TrimStart('/').TrimEnd('/'),
                    DepartmentRoleRequirement.FindIn(endpoint.Metadata)?.Roles ?? [])))
                .OrderBy(route => route.Pattern, StringComparer.Ordinal).ThenBy(route => route.Method, StringComparer.Ordinal),
        ];
    }
}
