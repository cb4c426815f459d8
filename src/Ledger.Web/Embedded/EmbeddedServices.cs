namespace Ledger.Web.Embedded;

/// <summary>Registers the services of the demonstration: the node's own chain and four fictional departments. They act only when no chain is configured.</summary>
internal static class EmbeddedServices
{
    public static IServiceCollection AddEmbeddedProfile(this IServiceCollection services)
    {
        services.AddSingleton<EmbeddedProfile>();
        services.AddSingleton<EmbeddedChain>();
        services.AddSingleton<SampleCityImport>();
        return services;
    }
}
