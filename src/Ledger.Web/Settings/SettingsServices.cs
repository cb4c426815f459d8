using Microsoft.Extensions.Options;

namespace Ledger.Web.Settings;

/// <summary>Registers the settings of a node, and the settings of each step as separate options.</summary>
internal static class SettingsServices
{
    /// <summary>
    /// Binds the whole <c>Ledger</c> section once, so that a name that no step knows is refused, and checks it at the start. A step uses the options of
    /// its own class only.
    /// </summary>
    public static IServiceCollection AddNodeSettings(this IServiceCollection services)
    {
        services.AddOptions<NodeSettings>().ValidateOnStart();
        services.AddSingleton<NodeSettingsReader>();
        services.AddSingleton<IConfigureOptions<NodeSettings>>(container => container.GetRequiredService<NodeSettingsReader>());
        services.AddSingleton<IValidateOptions<NodeSettings>>(container => container.GetRequiredService<NodeSettingsReader>());
        services.AddSingleton(container => container.GetRequiredService<IOptions<NodeSettings>>().Value);
        return services
            .AddStep(settings => settings.Chain)
            .AddStep(settings => settings.SelfCheck)
            .AddStep(settings => settings.Clock)
            .AddStep(settings => settings.Tracing);
    }

    private static IServiceCollection AddStep<T>(this IServiceCollection services, Func<NodeSettings, T> select)
        where T : class => services.AddSingleton(container => Options.Create(select(container.GetRequiredService<NodeSettings>())));
}
