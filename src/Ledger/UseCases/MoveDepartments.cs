using Ledger.Anchoring;
using Ledger.Auditing.Nodes;
using Ledger.Departments;
using Ledger.Inputs;
using Ledger.Keys;
using Ledger.Migrating;
using Ledger.Offline;
using Ledger.Verify.Faults;

namespace Ledger.UseCases;

/// <summary>Moves departments of a stopped node from one chain to another. The caller holds the lock of the data directory. Stateless.</summary>
/// <param name="stores">The stores of the data directory.</param>
/// <param name="left">The chain that the departments leave.</param>
/// <param name="next">The chain that they move to.</param>
/// <param name="clock">The clock of the log.</param>
public sealed class MoveDepartments(IOfflineStores stores, ILeftChain left, IAuditedChain next, TimeProvider clock)
{
    private const int Steps = 5;

    /// <summary>Moves the departments, one at a time. After an interruption, run it again: it continues with the records that it made before.</summary>
    /// <exception cref="FaultException">A department cannot move. Nothing was logged for it.</exception>
    public async Task<IReadOnlyList<MovedDepartment>> ExecuteAsync(MoveOrder order, IProgressDisplay display, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(display);
        var master = DataProblems.Run(() => NodeMasterKey.Open(order.Data, order.MasterKey));
        var keys = new KeyFiles(order.Data.Keys, master);
        var moved = new List<MovedDepartment>();
        foreach (var id in Departments(order))
        {
            if (stores.FindOrigin(order.Data, id) is not { } origin || !origin.EndsWith($"/{id}/log", StringComparison.Ordinal))
            {
                throw new FaultException(RunFaults.NotADataDirectory, order.Data.Department(id).Root);
            }

            var move = new DepartmentMove(stores.GetStores(order.Data, master), left, next, clock)
            {
                Id = id,
                Origin = origin,
                Folder = order.Data.Department(id),
                Keys = keys,
            };
            moved.Add(await display.RunAsync(id.ToString(), Steps, report => DataProblems.RunAsync(() => AskAsync(() =>
                move.RunAsync(order.Book, order.IsDryRun, step => report(step), cancellationToken)))));
        }

        return moved;
    }

    /// <summary>Runs work that asks a chain. Translates an outage into a coded fault.</summary>
    /// <exception cref="FaultException">The chain did not answer.</exception>
    public static async Task<T> AskAsync<T>(Func<Task<T>> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        try
        {
            return await work();
        }
        catch (FaultException problem) when (ChainOutages.Includes(problem))
        {
            throw new FaultException(RunFaults.Unreachable, problem.Detail, problem);
        }
    }

    private static List<DepartmentId> Departments(MoveOrder order)
    {
        if (!Directory.Exists(order.Data.Departments))
        {
            throw new FaultException(RunFaults.NotADataDirectory, order.Data.Root);
        }

        var all = Directory.EnumerateDirectories(order.Data.Departments).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal).ToList();
        var wanted = order.Departments.Count > 0 ? [.. order.Departments] : all;
        return [.. wanted.Select(name => all.Contains(name) && DepartmentId.TryParse(name, out var id) ? id : throw OptionProblems.UnknownDepartment(name, all))];
    }
}
