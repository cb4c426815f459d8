using Ledger.Anchoring;
using Ledger.Auditing;
using Ledger.Cli.Auditing;
using Ledger.Cli.Output;
using Ledger.Departments;
using Ledger.Ethereum.Registry;

namespace Ledger.Cli.NodeAuditing;

/// <summary>
/// Departments that are due on a node whether or not it names them: those an earlier audit remembers in the state folder, those there are tokens for,
/// and those the registry places on the node. A node leaves out a department that is down, and one that hides something could leave out any.
/// </summary>
internal static class DueDepartments
{
    private const string Suffix = ".head.json";

    /// <summary>A result that says so for each that the node does not name, the remembered ones first, then by name.</summary>
    /// <param name="means">The node, its chain, the tokens and the state folder.</param>
    /// <param name="listed">The ids of the departments that the node names.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CliException">The state folder cannot be read.</exception>
    public static async Task<IReadOnlyList<DepartmentResult>> FindUnlistedAsync(
        AuditMeans means, IReadOnlyCollection<string> listed, CancellationToken cancellationToken)
    {
        var results = new List<DepartmentResult>();
        var known = listed.ToHashSet(StringComparer.Ordinal);
        foreach (var path in FilesIn(means.StateFolder))
        {
            var id = Path.GetFileName(path)[..^Suffix.Length];
            if (DepartmentId.TryParse(id, out _) && known.Add(id))
            {
                results.Add(await DescribeAsync(means.Terminal, id, path, cancellationToken));
            }
        }

        var due = (means.Tokens?.Departments ?? []).Concat(await PlacedHereAsync(means, cancellationToken));
        foreach (var id in due.Where(id => DepartmentId.TryParse(id, out _) && known.Add(id)).Order(StringComparer.Ordinal).ToList())
        {
            var result = new DepartmentResult(new NodeDepartment(id, "", "", "", ""));
            result.CouldNot(ChainAuditFaults.DepartmentNotListed, id);
            results.Add(result);
        }

        return results;
    }

    /// <summary>Empty where the registry cannot be asked: each department's audit says so.</summary>
    private static async Task<IEnumerable<string>> PlacedHereAsync(AuditMeans means, CancellationToken cancellationToken)
    {
        try
        {
            var departments = await new RegistryClient(means.Chain).ReadDepartmentsAsync(cancellationToken);
            return departments.Where(one => one.SuspendedAt is null && Uri.TryCreate(one.NodeUrl, UriKind.Absolute, out var url) && url == means.Node)
                .Select(one => one.Origin.Split('/')).Where(parts => parts.Length == 3).Select(parts => parts[1]); // An origin is host/department/log.
        }
        catch (Exception problem) when (problem is ChainUnavailableException or ChainFaultException)
        {
            return [];
        }
    }

    private static async Task<DepartmentResult> DescribeAsync(Terminal terminal, string id, string path, CancellationToken cancellationToken)
    {
        try
        {
            var (key, head) = await StateFile.ReadAsync(terminal, path, cancellationToken);
            var result = new DepartmentResult(new NodeDepartment(id, "", "", key.Name, key.ToString())) { Remembered = head, Log = LogAuditCounts.NothingOf(head.Size) };
            result.CouldNot(ChainAuditFaults.DepartmentGone, id);
            return result;
        }
        catch (CliException problem)
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
            throw new CliException(CliFaults.FileUnreadable, folder ?? "", problem);
        }
    }
}
