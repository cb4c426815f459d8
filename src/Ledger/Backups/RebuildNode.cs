using Ledger.Departments;
using Ledger.Log;
using Ledger.Offline;
using Ledger.Verify.Faults;

namespace Ledger.Backups;

/// <summary>
/// Rewrites all files that are derived from the logs of a stopped node, one department at a time. Deletes the chain mirror, which the node reads
/// from the chain again. Stateless.
/// </summary>
public sealed class RebuildNode(IOfflineStores stores)
{
    /// <summary>Rebuilds every department that has a log. A department that fails does not stop the others.</summary>
    /// <param name="data">The data directory.</param>
    /// <param name="display">Shows the progress of each department.</param>
    /// <param name="cancellationToken">Stops between two steps. The files written so far are correct.</param>
    /// <exception cref="FaultException">There is no data directory, or a node uses it.</exception>
    public async Task<IReadOnlyList<RebuiltDepartment>> RunAsync(
        DataLayout data, IProgressDisplay display, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(display);
        if (!Directory.Exists(data.Departments))
        {
            throw new FaultException(RunFaults.NotADataDirectory, data.Root);
        }

        using var hold = NodeHold.Take(data.Root);
        var results = new List<RebuiltDepartment>();
        foreach (var name in Directory.EnumerateDirectories(data.Departments).Order(StringComparer.Ordinal).Select(Path.GetFileName))
        {
            if (DepartmentId.TryParse(name, out var id)
                && await TryRebuildAsync(data, id, display, cancellationToken) is { } result)
            {
                results.Add(result);
            }
        }

        stores.DeleteMirror(data);
        return results;
    }

    /// <returns>Null when the department has no log yet.</returns>
    private async Task<RebuiltDepartment?> TryRebuildAsync(DataLayout data, DepartmentId id, IProgressDisplay display, CancellationToken cancellationToken)
    {
        try
        {
            return await display.RunAsync(id.ToString(), 1, report => RebuildAsync(data, id, report, cancellationToken)) is { } rebuilt
                ? new RebuiltDepartment(id, rebuilt, null)
                : null;
        }
        catch (Exception problem) when (Explain(problem) is { } explained)
        {
            return new RebuiltDepartment(id, null, explained);
        }
    }

    private static FaultException? Explain(Exception problem) => DataProblems.Explain(problem) ?? problem switch
    {
        FaultException { Detail: var detail } unavailable when unavailable.Fault == LogFaults.StorageFails =>
            new FaultException(RunFaults.FileUnwritable, detail, problem),
        IOException => new FaultException(RunFaults.FileUnwritable, problem.Message, problem),
        _ => null,
    };

    private async Task<RebuiltTiles?> RebuildAsync(DataLayout data, DepartmentId id, Action<double> report, CancellationToken cancellationToken)
    {
        if (stores.FindOrigin(data, id) is not { } origin)
        {
            return null;
        }

        await using var store = await stores.OpenAsync(data, id, origin, rebuildsCatalogue: true, cancellationToken);
        return await TileRebuild.RunAsync(
            store, stores.OpenTiles(data, id), origin, (done, size) => report((double)done / Math.Max(1, size)), cancellationToken);
    }
}
