using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Ethereum.Rpc;

/// <summary>How HTTP reaches endpoints: no proxies, redirects or cookies, so that what was configured is what is asked.</summary>
public static class ChainHttp
{
    /// <summary>The name of the client that <see cref="AddChainHttp"/> registers.</summary>
    public const string ClientName = "Ledger.Ethereum";

    private static readonly Lazy<IHttpClientFactory> ForProgramsWithoutContainer = new(
        () => new ServiceCollection().AddChainHttp().BuildServiceProvider().GetRequiredService<IHttpClientFactory>());

    /// <summary>One factory for the whole program, for hosts that have no container.</summary>
    internal static IHttpClientFactory DefaultFactory => ForProgramsWithoutContainer.Value;

    /// <summary>Registers the client in a host's container. It logs nothing: the path of an endpoint's address often is its API key.</summary>
    public static IServiceCollection AddChainHttp(this IServiceCollection services)
    {
        services.AddHttpClient(ClientName)
            .ConfigureHttpClient(client => client.Timeout = Timeout.InfiniteTimeSpan) // each question has its own limit
            .ConfigurePrimaryHttpMessageHandler(CreateHandler)
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan) // connections are renewed by the handler itself
            .RemoveAllLoggers();
        return services;
    }

    internal static HttpMessageHandler CreateHandler() => new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.GZip,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(5),
    };
}
