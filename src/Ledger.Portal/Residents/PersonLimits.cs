using System.Threading.RateLimiting;
using Ledger.Portal.Settings;
using Microsoft.Extensions.Options;

namespace Ledger.Portal.Residents;

/// <summary>
/// Limits how often one person uses the pages of residents. Each page and each form of theirs is an entry of a log for ever, and neither a proxy nor the
/// limits of addresses can count persons. Kept in memory. Safe for use from any thread.
/// </summary>
public sealed class PersonLimits : IDisposable
{
    private readonly PartitionedRateLimiter<string> _pages;
    private readonly PartitionedRateLimiter<string> _forms;

    /// <summary>Creates the limits from the settings.</summary>
    public PersonLimits(IOptions<PortalOptions> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_pages, _forms) = (Limit(options.Value.PagesPerMinute, TimeSpan.FromMinutes(1)), Limit(options.Value.FormsPerDay, TimeSpan.FromDays(1)));
    }

    /// <summary>Counts a page or a form.</summary>
    /// <param name="person">The person's identity number.</param>
    /// <param name="isForm">Whether a form is sent.</param>
    /// <returns>False if it is one too many.</returns>
    public bool TryCount(string person, bool isForm)
    {
        using var page = _pages.AttemptAcquire(person);
        using var form = isForm ? _forms.AttemptAcquire(person) : null;
        return page.IsAcquired && form?.IsAcquired != false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _pages.Dispose();
        _forms.Dispose();
    }

    private static PartitionedRateLimiter<string> Limit(int most, TimeSpan window) => PartitionedRateLimiter.Create<string, string>(person =>
        RateLimitPartition.GetFixedWindowLimiter(person, _ => new FixedWindowRateLimiterOptions { PermitLimit = most, Window = window }));
}
