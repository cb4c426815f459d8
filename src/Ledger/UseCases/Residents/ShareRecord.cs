using System.Globalization;
using Ledger.Disclosures;
using Ledger.Hosting;
using Ledger.Purposes;
using Ledger.Sharing;
using Ledger.Verify.Faults;

namespace Ledger.UseCases.Residents;

/// <summary>
/// Lets whoever has a code see chosen claims of a record until an end. The share is logged before the code exists anywhere else. Safe for use from any
/// thread.
/// </summary>
/// <param name="departments">The departments of this node.</param>
/// <param name="purposes">The published purposes.</param>
/// <param name="limits">How long a share may be open.</param>
/// <param name="clock">The machine's clock.</param>
public sealed class ShareRecord(HostedDepartments departments, PurposeCatalogue purposes, ShareLimits limits, TimeProvider clock)
{
    /// <summary>How long a share may be open.</summary>
    public ShareLimits Limits => limits;

    /// <summary>Shares the record.</summary>
    /// <param name="resident">The resident.</param>
    /// <param name="order">What she wants to share.</param>
    /// <param name="cancellationToken">Cancels the work before anything is logged.</param>
    /// <returns>The code, which nothing keeps; or why nothing is shared.</returns>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: the stored data of the record is damaged.</exception>
    public async ValueTask<Outcome<MadeShare>> ExecuteAsync(Resident resident, ShareOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resident);
        ArgumentNullException.ThrowIfNull(order);
        var now = clock.GetUtcNow();
        var ends = order.Ends ?? now + limits.Usual;
        if (ends <= now || ends > now + limits.Longest)
        {
            var days = limits.Longest.TotalDays.ToString("0.#", CultureInfo.InvariantCulture);
            return Refusal.At(SharingFaults.EndNotPermitted, "/ends", $"最长 {days} 天。", $"The longest life is {days} days.");
        }

        var found = await OwnSubject.FindAsync(departments, order.Department, resident, ProvingFaults.RecordNotFound, cancellationToken);
        if (found.Refusal is { } unknown)
        {
            return unknown;
        }

        if (await found.Required.FindRecordAsync(order.Record, cancellationToken) is not { } entries)
        {
            return ProvingFaults.RecordNotFound;
        }

        var own = found.Required;
        var opened = await own.Department.Opener.OpenAsync(entries[0], cancellationToken);
        if (opened.Refusal is { } unreadable)
        {
            return await ProvenErasures.ExplainAsync(own.Department, own.Subject, unreadable, cancellationToken);
        }

        var claims = opened.Required.Claims;
        var paths = order.Paths.Distinct().ToList();
        if (Proving.BundleProver.FindUnknown(claims, paths) is { } missing)
        {
            return missing;
        }

        var names = DisclosedNames.Find(claims.Payload, claims.DisclosedPaths, claims.FindPresented(paths));
        var shared = resident.Describe(purposes, DisclosureForm.Share, [order.Record], names);
        return await own.Department.Shares.ShareAsync(own.Subject, shared, ends, order.Way, [.. paths], cancellationToken);
    }
}
