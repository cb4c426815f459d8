using Ledger.Access;
using Ledger.Anchoring;
using Ledger.Hosting;
using Ledger.Issuing;
using Ledger.Log;
using Ledger.Verify.Faults;

namespace Ledger.UseCases;

/// <summary>Issues one record: checks it, seals it, logs it and makes its bundle. One instance serves one request.</summary>
/// <param name="department">The issuing department.</param>
/// <param name="caller">The caller.</param>
public sealed class IssueRecord(HostedDepartment department, Caller caller)
{
    /// <summary>The roles that may issue.</summary>
    public static IReadOnlyList<Role> Roles { get; } = [Role.Issuer];

    /// <summary>Issues the record. A repeated request gets the first record.</summary>
    /// <param name="request">The request, parsed but not yet checked.</param>
    /// <param name="cancellationToken">Cancels the proof. A logged record stays logged.</param>
    /// <returns>The record. Or why it was not issued, or why the record of a repeated request cannot be shown.</returns>
    public async ValueTask<Outcome<IssuedRecord>> ExecuteAsync(RecordRequest request, CancellationToken cancellationToken)
    {
        if (caller.FindFault(department, Roles) is { } fault)
        {
            return fault;
        }

        var appended = await department.Records.AppendAsync(request);
        if (appended.Refusal is { } notAppended)
        {
            return notAppended;
        }

        var bundle = await ProveAsync(appended.Required, cancellationToken);
        if (bundle.Refusal is { } notProved)
        {
            return notProved;
        }

        var entry = appended.Required.Entry;
        var level = await department.Store.FindLevelAsync(entry.Index, cancellationToken);
        return new IssuedRecord(entry.Id, entry.Index, level, bundle.Required, appended.Required.IsRepeat);
    }

    // The answer for a new record uses the data in memory. A repeat is read from the log, because its own sealed data was not logged.
    // Neither shows the caller more than the caller has sent, so neither is logged as a disclosure.
    private async ValueTask<Outcome<byte[]>> ProveAsync(Appended appended, CancellationToken cancellationToken)
    {
        if (appended.Record is { } record)
        {
            return await department.Prover.ProveNewAsync(appended.Entry, record.Content, cancellationToken);
        }

        var proven = await department.Prover.ProveAsync(appended.Entry.Id, claims: null, cancellationToken);
        return proven.Refusal is { } refusal ? refusal : proven.Required.Utf8;
    }
}
