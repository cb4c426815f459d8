using Ledger.Anchoring;
using Ledger.Auditing;
using Ledger.Departments;
using Ledger.Ethereum.Registry;

namespace Ledger.Cli.NodeAuditing;

/// <summary>
/// Departments that are due and that the node does not name: those the registry places on this node, and those there are tokens for. A node leaves out
/// a department that is down, and one that hides something could leave out any.
/// </summary>
internal static class UnlistedDepartments
{
    /// <summary>A result that says so for each, by name.</summary>
    /// <param name="means">The node, its chain and the tokens.</param>
    /// <param name="known">The ids that there is a result for.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<IReadOnlyList<DepartmentResult>> FindAsync(AuditMeans means, IReadOnlyCollection<string> known, CancellationToken cancellationToken)
    {
        var due = (means.Tokens?.Departments ?? []).Concat(await PlacedHereAsync(means, cancellationToken)).Distinct(StringComparer.Ordinal);
        return [.. due.Where(id => DepartmentId.TryParse(id, out _) && !known.Contains(id)).Order(StringComparer.Ordinal).Select(Describe)];
    }

    private static DepartmentResult Describe(string id)
    {
        var result = new DepartmentResult(new NodeDepartment(id, "", "", "", ""));
        result.CouldNot(ChainAuditFaults.DepartmentNotListed, id);
        return result;
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
}
