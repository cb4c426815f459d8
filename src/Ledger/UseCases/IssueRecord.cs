using Ledger.Access;
using Ledger.Anchoring;
using Ledger.Faults;
using Ledger.Hosting;
using Ledger.Issuing;
using Ledger.Log;

namespace Ledger.UseCases;

/// <summary>Issues one record: checks, seals and logs it, and proves it. For one request.</summary>
/// <param name="department">The department that issues.</param>
/// <param name="caller">Who asks for it.</param>
public sealed class IssueRecord(HostedDepartment department, Caller caller)
{
    /// <summary>Who may issue.</summary>
    public static IReadOnlyList<Role> Roles { get; } = [Role.Issuer];

    /// <summary>Issues the record. A repeat of an answered request gets the first record.</summary>
    /// <param name="request">The request, read and not yet checked.</param>
    /// <param name="cancellationToken">Gives up the proof; what was logged stays logged.</param>
    /// <returns>The record; or why it was not issued, or why a repeat cannot be shown its record.</returns>
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
        var level = await department.Store.LevelOfAsync(entry.Index, cancellationToken);
        return new IssuedRecord(entry.Id, entry.Index, level, bundle.Required, appended.Required.IsRepeat);
    }

    // A new record is answered from what is in memory. A repeat is read back: what was sealed for it was never logged.
    private async ValueTask<Outcome<byte[]>> ProveAsync(Appended appended, CancellationToken cancellationToken) => appended.Record is { } record
        ? await department.Prover.ProveNewAsync(appended.Entry, record.Content, cancellationToken)
        : await department.Prover.ProveAsync(appended.Entry.Id, claims: null, cancellationToken);
}
