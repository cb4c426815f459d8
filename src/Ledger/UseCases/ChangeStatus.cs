using Ledger.Access;
using Ledger.Anchoring;
using Ledger.Faults;
using Ledger.Hosting;
using Ledger.Issuing;
using Ledger.Statuses;

namespace Ledger.UseCases;

/// <summary>Changes the status of a record: logged at once, then brought on chain. For one request.</summary>
/// <param name="department">The department that issued it.</param>
/// <param name="caller">Who asks; the caller's name goes into the history.</param>
public sealed class ChangeStatus(HostedDepartment department, Caller caller)
{
    /// <summary>Who may change a status.</summary>
    public static IReadOnlyList<Role> Roles { get; } = [Role.Issuer];

    /// <summary>Logs the change and waits until the chain has it.</summary>
    /// <param name="id">The record.</param>
    /// <param name="request">The status it shall have, and why.</param>
    /// <param name="key">The idempotency key.</param>
    /// <param name="patience">How long to wait for the chain at most; zero for not at all.</param>
    /// <param name="cancellationToken">Gives up the wait; what was logged stays logged.</param>
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
        return new ChangedStatus(entry, await department.Store.LevelOfAsync(entry.Index, cancellationToken), isOnChain, changed.Required.IsRepeat);
    }
}
