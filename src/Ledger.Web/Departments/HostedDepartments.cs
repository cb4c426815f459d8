using System.Collections.Concurrent;
using Ledger.Departments;

namespace Ledger.Web.Departments;

/// <summary>The departments this node hosts. Safe for use from any thread.</summary>
internal sealed class HostedDepartments : IAsyncDisposable
{
    private readonly ConcurrentDictionary<DepartmentId, HostedDepartment> _departments = new();

    /// <summary>All of them, by name.</summary>
    public IEnumerable<HostedDepartment> All => _departments.Values.OrderBy(department => department.Profile.Id.ToString(), StringComparer.Ordinal);

    public HostedDepartment? Find(DepartmentId id) => _departments.GetValueOrDefault(id);

    public void Add(HostedDepartment department) => _departments[department.Profile.Id] = department;

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
