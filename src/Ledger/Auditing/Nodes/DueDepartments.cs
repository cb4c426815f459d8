using Ledger.Anchoring;
using Ledger.Departments;
using Ledger.Faults;

namespace Ledger.Auditing.Nodes;

/// <summary>
/// Departments that are due on a node whether or not it names them: those an earlier audit remembers in the state folder, those there are tokens for,
/// and those the registry places on the node. A node leaves out a department that is down, and one that hides something could leave out any.
/// </summary>
internal static class DueDepartments
{
    private const string Suffix = ".head.json";

    /// <summary>A result for each department that the node does not name: those of an earlier audit first, then the rest by id.</summary>
    /// <param name="context">The node, its chain and the state folder.</param>
    /// <param name="listed">The ids of the departments that the node names.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="CouldNotRunException">The state folder cannot be read.</exception>
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

        var due = context.Node.DepartmentsWithTokens.Concat(await PlacedHereAsync(context, cancellationToken));
        foreach (var id in due.Where(id => DepartmentId.TryParse(id, out _) && known.Add(id)).Order(StringComparer.Ordinal).ToList())
        {
            var result = new DepartmentResult(new NodeDepartment(id, "", "", "", ""));
            result.CouldNot(ChainAuditFaults.DepartmentNotListed, id);
            results.Add(result);
        }

        return results;
    }

    /// <summary>Empty where the registry cannot be asked: each department's audit says so.</summary>
    private static async Task<IEnumerable<string>> PlacedHereAsync(AuditContext context, CancellationToken cancellationToken)
    {
        try
        {
            var departments = await context.Chain.ReadDepartmentsAsync(cancellationToken);
            return departments.Where(one => one.SuspendedAt is null && Uri.TryCreate(one.NodeUrl, UriKind.Absolute, out var url) && url == context.Node.Address)
                .Select(one => one.Origin.Split('/')).Where(parts => parts.Length == 3).Select(parts => parts[1]); // An origin is host/department/log.
        }
        catch (Exception problem) when (problem is ChainUnavailableException or ChainFaultException)
        {
            return [];
        }
    }

    private static async Task<DepartmentResult> DescribeAsync(string id, string path, CancellationToken cancellationToken)
    {
        try
        {
            var (key, head) = await StateFile.ReadAsync(path, cancellationToken);
            var result = new DepartmentResult(new NodeDepartment(id, "", "", key.Name, key.ToString())) { Remembered = head, Log = LogAuditCounts.NothingOf(head.Size) };
            result.CouldNot(ChainAuditFaults.DepartmentGone, id);
            return result;
        }
        catch (CouldNotRunException problem)
        {
            var result = new DepartmentResult(new NodeDepartment(id, "", "", "", ""));
            result.CouldNot(ChainAuditFaults.DepartmentGone, id);
            result.CouldNot(problem.Fault, problem.Detail);
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
            throw new CouldNotRunException(RunFaults.FileUnreadable, folder ?? "", problem);
        }
    }
}
