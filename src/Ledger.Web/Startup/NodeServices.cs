using Ledger.Access;
using Ledger.Ethereum.Settings;
using Ledger.Departments;
using Ledger.Keys;
using Ledger.UseCases;
using Ledger.UseCases.Residents;
using Ledger.Web.Data;
using Ledger.Web.Departments;
using Ledger.Web.Embedded;
using Ledger.Web.Mirroring;
using Ledger.Web.SelfChecks;
using Ledger.Web.Settings;
using Ledger.Web.Terminal;
using Microsoft.Extensions.Options;

namespace Ledger.Web.Startup;

/// <summary>Registers a node's settings, its data directory with keys and tokens, its chain, and the services that its hosted services use.</summary>
internal static class NodeServices
{
    public static IServiceCollection AddNode(this IServiceCollection services)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IStartUpOutput, TerminalOutput>();
        services.AddNodeSettings();
        services.AddSingleton(container => DataDirectory.Open(container.GetRequiredService<IOptions<StorageOptions>>().Value));
        services.AddSingleton<DataLayout>(container => container.GetRequiredService<DataDirectory>());
        services.AddSingleton<IMasterKey>(container => container.GetRequiredService<IOptions<StorageOptions>>().Value.MasterKey is { Length: > 0 } text
            ? FileMasterKey.FromBase64(text)
            : FileMasterKey.Open(container.GetRequiredService<DataDirectory>().MasterKey));
        services.AddSingleton<IDepartmentKeys>(container => new KeyFiles(container.GetRequiredService<DataDirectory>().Keys, container.GetRequiredService<IMasterKey>()));
        services.AddSingleton<ITokenStore>(container => new TokenFiles(container.GetRequiredService<DataDirectory>().Tokens));
        services.AddSingleton<AccessTokens>();
        services.AddSingleton(container => new NodeUrl(
            container.GetRequiredService<IOptions<NodeHttpOptions>>().Value.PublicUrl ?? container.GetRequiredService<ListenAddresses>().First));
        services.AddSingleton<ConfiguredChain>();
        services.AddSingleton<IChainOptionsProvider>(container => container.GetRequiredService<IOptions<ChainOptions>>().Value.IsEmbedded
            ? container.GetRequiredService<EmbeddedChain>()
            : container.GetRequiredService<ConfiguredChain>());
        services.AddSingleton<DepartmentProfiles>();
        services.AddSingleton<HostedDepartmentOpener>();
        services.AddSingleton<NodeAddress>();
        services.AddSingleton<HostedMirror>();
        services.AddSingleton<IMirroredChain>(container => container.GetRequiredService<HostedMirror>());
        services.AddSingleton<VerifyBundle>();
        services.AddSingleton(container => container.GetRequiredService<IOptions<SharingOptions>>().Value.ToLimits());
        services.AddResidents();
        services.AddSingleton<SelfCheckResults>();
        return services;
    }
}
