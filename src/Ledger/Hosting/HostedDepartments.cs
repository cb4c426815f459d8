using System.Collections.Concurrent;
using Ledger.Departments;

namespace Ledger.Hosting;

/// <summary>The open departments of this node, and those that cannot be opened. Safe for use from any thread.</summary>
public sealed class HostedDepartments : IAsyncDisposable
{
    private readonly ConcurrentDictionary<DepartmentId, HostedDepartment> _departments = new();
    private readonly ConcurrentDictionary<DepartmentId, DownDepartment> _down = new();

    /// <summary>The open departments, by id.</summary>
    public IEnumerable<HostedDepartment> All => _departments.Values.OrderBy(department => department.Profile.Id.ToString(), StringComparer.Ordinal);

    /// <summary>The departments that cannot be opened, by id.</summary>
    public IEnumerable<DownDepartment> Down => _down.Values.OrderBy(department => department.Profile.Id.ToString(), StringComparer.Ordinal);

    public HostedDepartment? Find(DepartmentId id) => _departments.GetValueOrDefault(id);

    public DownDepartment? FindDown(DepartmentId id) => _down.GetValueOrDefault(id);

    /// <summary>Adds an open department, or replaces a closed one.</summary>
    public void Add(HostedDepartment department)
    {
        _departments[department.Profile.Id] = department;
        _down.TryRemove(department.Profile.Id, out _);
    }

    /// <summary>Records a department that cannot be opened. If it was open before, close it first.</summary>
    public void AddDown(DownDepartment department)
    {
        _down[department.Profile.Id] = department;
        _departments.TryRemove(department.Profile.Id, out _);
    }

    /// <summary>Closes all departments and removes them. A second call does nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var department in All)
        {
            await department.DisposeAsync();
            _departments.TryRemove(department.Profile.Id, out _);
        }
    }
}
