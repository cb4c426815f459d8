using System.Collections.Concurrent;
using Ledger.Departments;

namespace Ledger.Hosting;

/// <summary>The departments this node hosts, and those it should host and cannot open. Safe for use from any thread.</summary>
public sealed class HostedDepartments : IAsyncDisposable
{
    private readonly ConcurrentDictionary<DepartmentId, HostedDepartment> _departments = new();
    private readonly ConcurrentDictionary<DepartmentId, DownDepartment> _down = new();

    /// <summary>Those that are open, by name.</summary>
    public IEnumerable<HostedDepartment> All => _departments.Values.OrderBy(department => department.Profile.Id.ToString(), StringComparer.Ordinal);

    /// <summary>Those that are down, by name.</summary>
    public IEnumerable<DownDepartment> Down => _down.Values.OrderBy(department => department.Profile.Id.ToString(), StringComparer.Ordinal);

    public HostedDepartment? Find(DepartmentId id) => _departments.GetValueOrDefault(id);

    public DownDepartment? FindDown(DepartmentId id) => _down.GetValueOrDefault(id);

    /// <summary>Adds one that is open, or puts it in the place of one that was closed.</summary>
    public void Add(HostedDepartment department)
    {
        _departments[department.Profile.Id] = department;
        _down.TryRemove(department.Profile.Id, out _);
    }

    /// <summary>Notes that one cannot be opened. One that was open before must be closed already.</summary>
    public void AddDown(DownDepartment department)
    {
        _down[department.Profile.Id] = department;
        _departments.TryRemove(department.Profile.Id, out _);
    }

    /// <summary>Closes them and forgets them, so that a second call finds nothing to do.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var department in All)
        {
            await department.DisposeAsync();
            _departments.TryRemove(department.Profile.Id, out _);
        }
    }
}
