using Ledger.Anchoring;
using Ledger.Departments;
using Ledger.Verify.Faults;

namespace Ledger.Auditing.Nodes;

/// <summary>
/// Finds the departments that must be audited although the node does not list them: those in the state folder of an earlier audit, those with a
/// token, and those that the registry places on the node. A node leaves out a department that is down. A dishonest node could leave out any
/// department.
/// </summary>
internal static class DueDepartments
{
    private const string Suffix = ".head.json";

    /// <summary>A result for each unlisted department: first those of an earlier audit, then the others by id.</summary>
    /// <param name="context">The node, its chain and the state folder.</param>
    /// <param name="listed">The ids of the departments that the node lists.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="FaultException">The state folder cannot be read.</exception>
    public static async Task<IReadOnlyList<DepartmentResult>> FindUnlistedAsync(
        AuditContext context, IReadOnlyCollection<string> listed, CancellationToken cancellationToken)
    {
        var results = new List<DepartmentResult>();
        var known = listed.ToHashSet(StringComparer.Ordinal);
        foreach (var path in FilesIn(context.StateFolder))
        {
            var id = Path.GetFileName(path)[..^Suffix.Length];
            if (DepartmentId.TryParse(id, out _) && known.Add(id))
            {
                results.Add(await DescribeAsync(id, path, cancellationToken));
            }
        }

        var due = context.Node.DepartmentsWithTokens.Concat(await FindRegisteredAsync(context, cancellationToken));
        foreach (var id in due.Where(id => DepartmentId.TryParse(id, out _) && known.Add(id)).Order(StringComparer.Ordinal).ToList())
        {
            var result = new DepartmentResult(new NodeDepartment(id, "", "", "", ""));
            result.AddUnchecked(ChainAuditFaults.DepartmentNotListed, id);
            results.Add(result);
        }

        return results;
    }

    /// <summary>
    /// The departments that the registry places on the node. Empty if the registry cannot be read; the audit of each department reports that.
    /// </summary>
    private static async Task<IEnumerable<string>> FindRegisteredAsync(AuditContext context, CancellationToken cancellationToken)
    {
        try
        {
            var departments = await context.Chain.ReadDepartmentsAsync(cancellationToken);
            return departments.Where(one => one.SuspendedAt is null && Uri.TryCreate(one.NodeUrl, UriKind.Absolute, out var url) && url == context.Node.Address)
                .Select(one => one.Origin.Split('/')).Where(parts => parts.Length == 3).Select(parts => parts[1]); // An origin is host/department/log.
        }
        catch (FaultException outage) when (ChainOutages.Includes(outage))
        {
            return [];
        }
    }

    private static async Task<DepartmentResult> DescribeAsync(string id, string path, CancellationToken cancellationToken)
    {
        try
        {
            var (key, head) = await StateFile.ReadAsync(path, cancellationToken);
            var result = new DepartmentResult(new NodeDepartment(id, "", "", key.Name, key.ToString())) { Remembered = head, Log = LogAuditCounts.BeforeReading(head.Size) };
            result.AddUnchecked(ChainAuditFaults.DepartmentGone, id);
            return result;
        }
        catch (FaultException problem)
        {
            var result = new DepartmentResult(new NodeDepartment(id, "", "", "", ""));
            result.AddUnchecked(ChainAuditFaults.DepartmentGone, id);
            result.AddUnchecked(problem.Fault, problem.Detail);
            return result;
        }
    }

    private static IEnumerable<string> FilesIn(string? folder)
    {
        try
        {
            return folder is null ? [] : Directory.GetFiles(folder, "*" + Suffix).Order(StringComparer.Ordinal);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new FaultException(RunFaults.FileUnreadable, folder ?? "", problem);
        }
    }
}
