using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Ledger.Nodes;

/// <summary>Registers the client of nodes in a host's container.</summary>
public static class NodeServices
{
    /// <summary>Adds <see cref="NodeClients"/>. May be called twice.</summary>
    public static IServiceCollection AddNodes(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (services.All(service => service.ServiceType != typeof(NodeClients)))
        {
            NodeHttp.AddTo(services);
            services.TryAddSingleton<NodeClients>();
        }

        return services;
    }
}
