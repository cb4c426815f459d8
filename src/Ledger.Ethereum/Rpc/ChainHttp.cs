using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Ethereum.Rpc;

/// <summary>Configures HTTP for endpoints: without proxies, redirects and cookies, so exactly the configured address is asked.</summary>
public static class ChainHttp
{
    /// <summary>The name of the HTTP client that <see cref="AddChainHttp"/> registers.</summary>
    public const string ClientName = "Ledger.Ethereum";

    private static readonly Lazy<IHttpClientFactory> ForProgramsWithoutContainer = new(
        () => new ServiceCollection().AddChainHttp().BuildServiceProvider().GetRequiredService<IHttpClientFactory>());

    /// <summary>One factory for the whole process, for hosts without a container.</summary>
    internal static IHttpClientFactory DefaultFactory => ForProgramsWithoutContainer.Value;

    /// <summary>
    /// Registers the HTTP client in the container of a host. It logs nothing, because the path of an endpoint often is its API key.
    /// </summary>
    public static IServiceCollection AddChainHttp(this IServiceCollection services)
    {
        services.AddHttpClient(ClientName)
            .ConfigureHttpClient(client => client.Timeout = Timeout.InfiniteTimeSpan) // each question has its own limit
            .ConfigurePrimaryHttpMessageHandler(CreateHandler)
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan) // the handler itself renews connections
            .RemoveAllLoggers();
        return services;
    }

    internal static HttpMessageHandler CreateHandler() => OperatingSystem.IsBrowser()
        ? new HttpClientHandler { AllowAutoRedirect = false } // There are no sockets in a browser. It sends the questions itself.
        : CreateSocketsHandler();

    private static SocketsHttpHandler CreateSocketsHandler() => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.GZip,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(5),
    };
}
