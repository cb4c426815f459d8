using Ledger.Access;
using Ledger.Disclosures;
using Ledger.Hosting;
using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Purposes;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;

namespace Ledger.UseCases;

/// <summary>
/// Lists who looked at a resident's claims, newest first, each line with its proof. Looking at the list is itself logged, so it is the first line of
/// the next look. One instance serves one request.
/// </summary>
/// <param name="department">The department that holds the records.</param>
/// <param name="caller">The caller.</param>
/// <param name="purposes">The published purposes, for the law of a line that is withheld.</param>
/// <param name="clock">The clock, for lines that are withheld until a day.</param>
public sealed class ListDisclosures(HostedDepartment department, Caller caller, PurposeCatalogue purposes, TimeProvider clock)
{
    private const int MostRead = 4000; // The limit for one page: a resident can have many entries that are not disclosures.

    /// <summary>The roles that may see the list: for the resident at a counter, and for the department's own oversight.</summary>
    public static IReadOnlyList<Role> Roles { get; } = [Role.Issuer, Role.Auditor];

    /// <summary>Lists the reads of a person's claims. Empty for a person that the department does not know.</summary>
    /// <param name="person">The person.</param>
    /// <param name="purpose">Why the caller looks at the list.</param>
    /// <param name="before">Only entries below this index.</param>
    /// <param name="size">The most lines on the page; 1 or more.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async ValueTask<Outcome<DisclosurePage>> ExecuteAsync(
        IdentityNumber person, ReadPurpose purpose, long before, int size, CancellationToken cancellationToken)
    {
        if (caller.FindFault(department, Roles) is { } fault)
        {
            return fault;
        }

        return await department.Subjects.FindAsync(person, cancellationToken) is { } subject
            ? await ShowAsync(subject, null, purpose, before, size, cancellationToken)
            : new DisclosurePage([], null);
    }

    /// <summary>Lists the reads of one record's claims, also those together with other records of the resident.</summary>
    /// <param name="record">The record.</param>
    /// <param name="purpose">Why the caller looks at the list.</param>
    /// <param name="before">Only entries below this index.</param>
    /// <param name="size">The most lines on the page; 1 or more.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async ValueTask<Outcome<DisclosurePage>> ExecuteAsync(
        RecordId record, ReadPurpose purpose, long before, int size, CancellationToken cancellationToken)
    {
        if (caller.FindFault(department, Roles) is { } fault)
        {
            return fault;
        }

        var entries = await department.Store.FindByRecordAsync(record, cancellationToken);
        return entries is [{ IsRecord: true } first, ..]
            ? await ShowAsync(first.Subject, record, purpose, before, size, cancellationToken)
            : ProvingFaults.RecordNotFound;
    }

    private async ValueTask<Outcome<DisclosurePage>> ShowAsync(
        SubjectHandle subject, RecordId? only, ReadPurpose purpose, long before, int size, CancellationToken cancellationToken)
    {
        var logged = await department.Disclosures.LogAsync(
            subject, caller.Describe(purpose, DisclosureForm.List, only is { } one ? [one] : [], []), cancellationToken);
        if (logged.Refusal is { } notLogged)
        {
            return notLogged;
        }

        var lines = new List<DisclosureLine>();
        for (var read = 0; read < MostRead; read += size)
        {
            var entries = await department.Store.ListBySubjectAsync(subject, before, size, cancellationToken);
            foreach (var entry in entries)
            {
                before = entry.Index;
                if (entry.Kind is EntryKind.Disclosure && await ReadLineAsync(entry, only, cancellationToken) is { } line)
                {
                    lines.Add(line);
                }

                if (lines.Count == size)
                {
                    return new DisclosurePage(lines, before);
                }
            }

            if (entries.Length < size)
            {
                return new DisclosurePage(lines, null);
            }
        }

        return new DisclosurePage(lines, before);
    }

    /// <summary>One line. Null if it is about another record than the wanted one.</summary>
    private async ValueTask<DisclosureLine?> ReadLineAsync(StoredEntry entry, RecordId? only, CancellationToken cancellationToken)
    {
        var logged = await department.DisclosureDetails.FindAsync(entry, cancellationToken);
        if (only is { } record && logged is not null && !logged.Disclosure.Records.Contains(record))
        {
            return null;
        }

        return caller.Role is Role.Auditor
            ? await DisclosureLines.ForAuditorAsync(department, entry, logged, cancellationToken)
            : await DisclosureLines.ForResidentAsync(department, entry, logged, purposes, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime), cancellationToken);
    }
}
