using Ledger.Access;
using Ledger.Anchoring;
using Ledger.Hosting;
using Ledger.Issuing;
using Ledger.Statuses;
using Ledger.Verify.Faults;

namespace Ledger.UseCases;

/// <summary>Changes the status of a record. The change is logged at once and sent to the chain later. One instance serves one request.</summary>
/// <param name="department">The department that issued the record.</param>
/// <param name="caller">The caller. The caller's name goes into the history.</param>
public sealed class ChangeStatus(HostedDepartment department, Caller caller)
{
    /// <summary>The roles that may change a status.</summary>
    public static IReadOnlyList<Role> Roles { get; } = [Role.Issuer];

    /// <summary>Logs the change and waits until it is on chain.</summary>
    /// <param name="id">The record.</param>
    /// <param name="request">The new status and the reason.</param>
    /// <param name="key">The idempotency key.</param>
    /// <param name="patience">How long to wait for the chain. Zero does not wait.</param>
    /// <param name="cancellationToken">Cancels the wait. A logged change stays logged.</param>
    public async ValueTask<Outcome<ChangedStatus>> ExecuteAsync(
        RecordId id, StatusRequest request, string key, TimeSpan patience, CancellationToken cancellationToken)
    {
        if (caller.FindFault(department, Roles) is { } fault)
        {
            return fault;
        }

        var changed = await department.Statuses.ChangeAsync(id, request, key, caller.Name, cancellationToken);
        if (changed.Refusal is { } refusal)
        {
            return refusal;
        }

        var entry = changed.Required.Entry;
        department.Chain.Wake();
        var isOnChain = await department.Chain.WaitAsync(token => department.Chain.IsOnChainAsync(entry.Index, token), patience, cancellationToken);
        return new ChangedStatus(entry, await department.Store.FindLevelAsync(entry.Index, cancellationToken), isOnChain, changed.Required.IsRepeat);
    }
}
