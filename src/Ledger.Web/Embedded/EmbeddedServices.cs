namespace Ledger.Web.Embedded;

/// <summary>Registers the demonstration: a chain of the node's own and four made-up departments, when the settings name no chain.</summary>
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
