using Ledger.Anchoring;
using Ledger.Departments;
using Ledger.Disclosures;
using Ledger.Hosting;
using Ledger.Issuing;
using Ledger.Proving;
using Ledger.Purposes;
using Ledger.Statuses;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;

namespace Ledger.UseCases.Residents;

/// <summary>
/// Shows the resident who is signed in one record of hers, after the look was logged. A record of another person is refused as one that does not exist.
/// Safe for use from any thread.
/// </summary>
/// <param name="departments">The departments of this node.</param>
/// <param name="purposes">The published purposes.</param>
public sealed class ReadOwnRecord(HostedDepartments departments, PurposeCatalogue purposes)
{
    /// <summary>Reads the record.</summary>
    /// <param name="resident">The resident.</param>
    /// <param name="department">The department that issued it.</param>
    /// <param name="id">The record.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: the stored data of the record is damaged.</exception>
    public async ValueTask<Outcome<OwnRecord>> ExecuteAsync(Resident resident, DepartmentId department, RecordId id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resident);
        var found = await OwnSubject.FindAsync(departments, department, resident, ProvingFaults.RecordNotFound, cancellationToken);
        if (found.Refusal is { } unknown)
        {
            return unknown;
        }

        if (await found.Required.FindRecordAsync(id, cancellationToken) is not { } entries)
        {
            return ProvingFaults.RecordNotFound;
        }

        var own = found.Required;
        var opened = await own.Department.Opener.OpenAsync(entries[0], cancellationToken);
        if (opened.Refusal is { } unreadable)
        {
            return await ProvenErasures.ExplainAsync(own.Department, own.Subject, unreadable, cancellationToken);
        }

        var record = opened.Required;
        var read = resident.Describe(purposes, DisclosureForm.Claims, [id], DisclosedNames.Find(record.Claims.Payload));
        var logged = await own.Department.Disclosures.LogAsync(own.Subject, read, cancellationToken);
        return logged.Refusal is { } notLogged ? notLogged : await ShowAsync(own.Department, record, cancellationToken);
    }

    private static async ValueTask<OwnRecord> ShowAsync(HostedDepartment department, OpenRecord record, CancellationToken cancellationToken)
    {
        var history = new List<VisibleEvent>();
        foreach (var happened in await department.History.ReadAsync(record.Entry.Id, cancellationToken))
        {
            history.Add(new VisibleEvent(happened, await department.StatusDetails.FindAsync(happened.Entry, cancellationToken)));
        }

        return new OwnRecord
        {
            Department = department.Profile,
            Entry = record.Entry,
            Level = await department.Store.FindLevelAsync(record.Entry.Index, cancellationToken),
            Status = StatusRules.StatusBy([.. history.Select(happened => happened.Event.Entry)]),
            StatusSince = history.LastOrDefault(happened => happened.Event.Entry.Kind is EntryKind.Status)?.Event.Entry.Time,
            Claims = record.Claims.Payload,
            Selectable = record.Claims.DisclosedPaths,
            Labels = TypeLabels.Find(record.Claims.Payload, []),
            NotBefore = record.Claims.NotBefore,
            ExpiresAt = record.Claims.ExpiresAt,
            History = history,
        };
    }
}
