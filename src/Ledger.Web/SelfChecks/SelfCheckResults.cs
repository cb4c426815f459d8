using System.Collections.Concurrent;
using Ledger.Departments;

namespace Ledger.Web.SelfChecks;

/// <summary>The newest self-check result of each department. Safe for use from any thread.</summary>
internal sealed class SelfCheckResults
{
    private readonly ConcurrentDictionary<DepartmentId, SelfCheckResult> _results = new();

    /// <summary>Finds the newest result of a department. Null before its first check.</summary>
    public SelfCheckResult? Find(DepartmentId department) => _results.GetValueOrDefault(department);

    public void Set(DepartmentId department, SelfCheckResult result) => _results[department] = result;
}
