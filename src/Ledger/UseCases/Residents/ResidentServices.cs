using Ledger.Sharing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Ledger.UseCases.Residents;

/// <summary>Registers what residents can do, in a host's container.</summary>
public static class ResidentServices
{
    /// <summary>
    /// Adds the use cases of residents, and of whoever opens a share. They need what <see cref="Hosting.LedgerServices.AddLedger"/> adds, and a clock. The
    /// host may register its own <see cref="ShareLimits"/> before.
    /// </summary>
    public static IServiceCollection AddResidents(this IServiceCollection services)
    {
        services.TryAddSingleton(ShareLimits.Default);
        services.TryAddSingleton<ListOwnRecords>();
        services.TryAddSingleton<ReadOwnRecord>();
        services.TryAddSingleton<ListOwnReads>();
        services.TryAddSingleton<FetchOwnBundle>();
        services.TryAddSingleton<ShareRecord>();
        services.TryAddSingleton<ListShares>();
        services.TryAddSingleton<EndShare>();
        services.TryAddSingleton<OpenShare>();
        services.TryAddSingleton<ComplainAboutRead>();
        services.TryAddSingleton<ListOwnComplaints>();
        return services;
    }
}
