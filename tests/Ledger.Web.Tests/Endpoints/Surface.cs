using Ledger.Hosting;
using Ledger.Web.Access;
using Ledger.Web.Data;
using Ledger.Web.Tests.Running;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Ledger.Web.Tests.Endpoints;

/// <summary>One mapped route and the roles it requires. A public route requires none.</summary>
internal sealed record MappedRoute(string Method, string Pattern, IReadOnlyList<Ledger.Access.Role> Roles);

/// <summary>The HTTP surface of a node in this process, with no node behind it. Tests use it for routes, limits and failures.</summary>
internal sealed class Surface : IAsyncDisposable
{
    /// <summary>The message of the exception that a route gets when it needs a node.</summary>
    public const string Missing = "There is no node behind this surface.";

    /// <summary>The hosted service of the framework that runs the web server.</summary>
    private const string WebServer = "GenericWebHostService";

    private static readonly IReadOnlyList<RouteEndpoint> Endpoints = ReadEndpoints();

    private readonly NodeFactory _factory;

    private Surface(NodeFactory factory, Uri address)
    {
        _factory = factory;
        Http = new HttpClient { BaseAddress = address };
    }

    public HttpClient Http { get; }

    /// <summary>Everything that was logged so far.</summary>
    public NodeOutput Log => _factory.Output;

    /// <summary>Every route for programs, by pattern and method. Pages and their files are not among them.</summary>
    public static IReadOnlyList<MappedRoute> Routes { get; } =
    [
        .. Endpoints.Where(endpoint => !IsPage(endpoint) && !IsFile(endpoint))
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => new MappedRoute(
                method, PatternOf(endpoint), DepartmentRoleRequirement.FindIn(endpoint.Metadata)?.Roles ?? [])))
            .OrderBy(route => route.Pattern, StringComparer.Ordinal).ThenBy(route => route.Method, StringComparer.Ordinal),
    ];

    /// <summary>The address of every page for people, with the policies that its reader must meet.</summary>
    public static IReadOnlyList<string> Pages { get; } =
    [
        .. Endpoints.Where(IsPage).Select(page => $"{PatternOf(page)} {string.Join(',', page.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(data => data.Policy))}".TrimEnd())
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The address of every file that pages use, without the copies whose address contains a hash, and without compressed ones.</summary>
    public static IReadOnlyList<string> Files { get; } =
    [
        .. Endpoints.Where(IsFile).Where(file => file.Metadata.GetMetadata<StaticAssetDescriptor>()!.Properties.All(property => property.Name != "fingerprint"))
            .Select(PatternOf).Where(file => !file.EndsWith(".gz", StringComparison.Ordinal) && !file.EndsWith(".br", StringComparison.Ordinal))
            .Distinct().Order(StringComparer.Ordinal),
    ];

    public static async Task<Surface> StartAsync(params string[] settings)
    {
        var address = NodeProcess.FreeAddress();
        var factory = new NodeFactory([("urls", address.GetLeftPart(UriPartial.Authority)), .. settings.Select(ReadSetting)], services =>
        {
            // Removes every hosted service except the web server.
            foreach (var hosted in services.Where(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType?.Name != WebServer).ToList())
            {
                services.Remove(hosted);
            }

            services.AddSingleton<HostedDepartments>(_ => throw new InvalidOperationException(Missing));
            services.AddSingleton<DataDirectory>(_ => throw new InvalidOperationException(Missing));
        });
        await factory.StartAsync();
        return new Surface(factory, address);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _factory.StopAsync();
    }

    // A setting has the form of the command line: --name=value.
    private static (string Name, string Value) ReadSetting(string setting) => setting.TrimStart('-').Split('=', 2) is [var name, var value]
        ? (name, value)
        : throw new ArgumentException("The setting is malformed.", nameof(setting));

    private static bool IsPage(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null;

    private static bool IsFile(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null;

    private static string PatternOf(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText!.TrimStart('/').TrimEnd('/');

    private static RouteEndpoint[] ReadEndpoints()
    {
        using var app = (IDisposable)Program.Build(Program.CreateBuilderAsync([]).GetAwaiter().GetResult());
        return [.. ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()];
    }
}
