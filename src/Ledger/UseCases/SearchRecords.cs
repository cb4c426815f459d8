using Ledger.Access;
using Ledger.Hosting;
using Ledger.Verify.Faults;

namespace Ledger.UseCases;

/// <summary>
/// Searches a department's records by document number, type, status and time. It shows no claims. One instance serves one request.
/// </summary>
/// <param name="department">The department that issued the records.</param>
/// <param name="caller">The caller.</param>
public sealed class SearchRecords(HostedDepartment department, Caller caller)
{
    /// <summary>The roles that may search.</summary>
    public static IReadOnlyList<Role> Roles { get; } = [Role.Issuer];

    /// <summary>Reads one page.</summary>
    /// <param name="request">What to search for.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    public async ValueTask<Outcome<ListedPage>> ExecuteAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (caller.FindFault(department, Roles) is { } fault)
        {
            return fault;
        }

        return request.DocumentNumber is not { } number
            ? await new ListRecords(department, caller).ExecuteAsync(request.Filter, request.Before, request.Size, cancellationToken)
            : await FindByNumberAsync(number, request, cancellationToken);
    }

    // A number has few records: the document, and those that replaced it.
    private async ValueTask<ListedPage> FindByNumberAsync(string number, SearchRequest request, CancellationToken cancellationToken)
    {
        var pages = new RecordPages(department, (_, _, _) => throw new InvalidOperationException("Nothing is listed here."));
        var records = new List<ListedRecord>();
        foreach (var entry in await department.Documents.FindAsync(number, cancellationToken))
        {
            var isInTime = (request.Filter.From is not { } from || entry.Time >= from) && (request.Filter.To is not { } to || entry.Time < to);
            if (entry.Index < request.Before && isInTime && await pages.FindAsync(entry, request.Filter, cancellationToken) is { } record)
            {
                records.Add(record);
            }
        }

        var page = records.OrderByDescending(record => record.Entry.Index).Take(request.Size).ToList();
        return new ListedPage(page, records.Count > page.Count ? page[^1].Entry.Index : null, []);
    }
}
