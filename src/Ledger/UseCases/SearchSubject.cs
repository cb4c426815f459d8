using System.Collections.Immutable;
using Ledger.Access;
using Ledger.Disclosures;
using Ledger.Hosting;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Purposes;
using Ledger.Verify.Faults;

namespace Ledger.UseCases;

/// <summary>
/// Finds the records of a person in one department. Already the types of the records say something about the person, so each search is logged as one
/// disclosure before anything is shown, with or without the claims. One instance serves one request.
/// </summary>
/// <param name="department">The department that issued the records.</param>
/// <param name="caller">The caller.</param>
public sealed class SearchSubject(HostedDepartment department, Caller caller)
{
    /// <summary>The roles that may search for a person.</summary>
    public static IReadOnlyList<Role> Roles { get; } = [Role.Issuer];

    /// <summary>Reads one page of the person's records. Empty for a person that the department does not know.</summary>
    /// <param name="request">The person, and which records.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: the stored data of a record is damaged.</exception>
    public async ValueTask<Outcome<FoundRecords>> ExecuteAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (caller.FindFault(department, Roles) is { } fault)
        {
            return fault; // Before anything is looked up: a caller who may not know learns nothing about the person.
        }

        if (request.Purpose is not { } purpose)
        {
            return DisclosureFaults.PurposeMissing;
        }

        if (request.Person is not { } person || await department.Subjects.FindAsync(person, cancellationToken) is not { } subject)
        {
            return new FoundRecords(new ListedPage([], null, []), []);
        }

        var pages = new RecordPages(department, (before, limit, token) => ReadableEntries.ListBySubjectAsync(department.Store, subject, before, limit, token));
        var page = await pages.ReadAsync(request.Filter, request.Before, request.Size, cancellationToken);
        return await ShowAsync(subject, page, purpose, request.ShowsClaims, cancellationToken);
    }

    private async ValueTask<Outcome<FoundRecords>> ShowAsync(
        SubjectHandle subject, ListedPage page, ReadPurpose purpose, bool showsClaims, CancellationToken cancellationToken)
    {
        var shown = ImmutableArray.CreateBuilder<ShownClaims>();
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var record in showsClaims ? page.Records : [])
        {
            var opened = await department.Opener.OpenAsync(record.Entry, cancellationToken);
            if (opened.Refusal is { } refusal)
            {
                if (refusal.Fault == SealingFaults.PayloadLost)
                {
                    continue; // The record is listed without its claims.
                }

                return refusal;
            }

            shown.Add(new ShownClaims(record.Entry.Id, opened.Required.Claims.Payload));
            names.UnionWith(DisclosedNames.Find(opened.Required.Claims.Payload));
        }

        var logged = await department.Disclosures.LogAsync(
            subject, caller.Describe(
                purpose, showsClaims ? DisclosureForm.AllRecords : DisclosureForm.Search, page.Records.Select(record => record.Entry.Id), names), cancellationToken);
        return logged.Refusal is { } notLogged ? notLogged : new FoundRecords(page, shown.ToImmutable());
    }
}
