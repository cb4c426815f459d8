using Ledger.Anchoring;
using Ledger.Ethereum.Anchoring;
using Ledger.Ethereum.Registry;
using Ledger.Ethereum.Rpc;
using Ledger.Ethereum.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Ethereum;

/// <summary>Registers the chain adapter in a host's container.</summary>
public static class EthereumServices
{
    /// <summary>Adds the three contracts on the chain that an <see cref="IChainOptionsProvider"/> names. The host registers the provider.</summary>
    public static IServiceCollection AddEthereum(this IServiceCollection services)
    {
        services.AddChainHttp();
        services.AddSingleton(container => new EthereumAnchorChain(
            container.GetRequiredService<IChainOptionsProvider>(), container.GetRequiredService<IHttpClientFactory>()));
        services.AddSingleton<IAnchorChain>(container => container.GetRequiredService<EthereumAnchorChain>());
        services.AddSingleton<RegistryClient>();
        services.AddSingleton<IDepartmentRegistry>(container => container.GetRequiredService<RegistryClient>());
        return services;
    }
}
