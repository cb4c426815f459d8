using Ledger.Access;
using Ledger.Hosting;
using Ledger.Log;
using Ledger.Verify.Faults;

namespace Ledger.UseCases;

/// <summary>Lists a department's records in pages, newest first. One instance serves one request.</summary>
/// <param name="department">The department that issued the records.</param>
/// <param name="caller">The caller.</param>
public sealed class ListRecords(HostedDepartment department, Caller caller)
{
    /// <summary>The roles that may list.</summary>
    public static IReadOnlyList<Role> Roles => ReadRecord.Roles;

    /// <summary>Reads one page.</summary>
    /// <param name="filter">Which records to show.</param>
    /// <param name="before">Only records below this index. <see cref="long.MaxValue"/> for the first page.</param>
    /// <param name="size">The most records in the page; 1 or more.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async ValueTask<Outcome<ListedPage>> ExecuteAsync(RecordFilter filter, long before, int size, CancellationToken cancellationToken) =>
        caller.FindFault(department, Roles) is { } fault
            ? fault
            : await new RecordPages(department, (start, limit, token) => ReadableEntries.ListRecordsAsync(department.Store, start, limit, token))
                .ReadAsync(filter, before, size, cancellationToken);
}
