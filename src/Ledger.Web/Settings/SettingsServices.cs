using Ledger.Portal.Settings;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Ledger.Web.Settings;

/// <summary>Registers the settings of a node: one options class for each concern, bound from the configuration and checked at the start.</summary>
internal static class SettingsServices
{
    /// <summary>The section of all settings, in <c>appsettings.json</c> or as <c>Ledger__…</c> environment variables.</summary>
    public const string Root = "Ledger";

    public static IServiceCollection AddNodeSettings(this IServiceCollection services)
    {
        services.AddSettings<StorageOptions, StorageOptionsValidator>(Root);
        services.AddSettings<NodeHttpOptions, NodeHttpOptionsValidator>(Root);
        services.AddSettings<DemonstrationOptions>(Root);
        services.AddSettings<PortalOptions, PortalOptionsValidator>(PortalOptions.Section);
        services.AddSettings<SignInOptions, SignInOptionsValidator>(SignInOptions.Section);
        services.AddSettings<ChainOptions, ChainOptionsValidator>(ChainOptions.Section);
        services.AddSettings<ClockOptions, ClockOptionsValidator>(ClockOptions.Section);
        services.AddSettings<SelfCheckOptions, SelfCheckOptionsValidator>(SelfCheckOptions.Section);
        services.AddSettings<SharingOptions, SharingOptionsValidator>(SharingOptions.Section);
        services.AddSettings<TracingOptions, TracingOptionsValidator>(TracingOptions.Section);

        // Reads the chain's section itself. If other settings of the chain are wrong, their messages must not replace those about departments.
        services.AddSettings<DepartmentsOptions, DepartmentsOptionsValidator>(Root).Validate<SettingsBinder>(
            (options, settings) => options.Departments.Count > 0 || settings.Read<ChainOptions>(ChainOptions.Section).IsEmbedded,
            "Ledger:Departments is empty although a chain is configured.");
        return services;
    }

    private static OptionsBuilder<T> AddSettings<T, TValidator>(this IServiceCollection services, string section)
        where T : class
        where TValidator : class, IValidateOptions<T>, new()
    {
        services.AddSingleton<IValidateOptions<T>>(new SettingsValidator<T>(new TValidator()));
        return services.AddSettings<T>(section);
    }

    private static OptionsBuilder<T> AddSettings<T>(this IServiceCollection services, string section)
        where T : class
    {
        services.TryAddSingleton<SettingsBinder>();
        services.AddSingleton(new SettingsSection(section, typeof(T)));
        return services.AddOptions<T>().Configure<SettingsBinder>((options, settings) => settings.Bind(section, options)).ValidateOnStart();
    }
}
