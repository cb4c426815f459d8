using Ledger.Anchoring;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;

namespace Ledger.Auditing.Nodes;

/// <summary>Audits all departments of a node, or the named ones, in parallel.</summary>
/// <param name="context">The node, the chain and how to run.</param>
public sealed class NodeAudit(AuditContext context)
{
    private const int SideBySide = 4;

    /// <summary>Audits the departments.</summary>
    /// <param name="wanted">
    /// The ids of the departments to audit. Empty for all, including those that are due although the node does not list them.
    /// </param>
    /// <param name="report">Receives the completed share, 0 to 1.</param>
    /// <param name="cancellationToken">Cancels the audit.</param>
    /// <exception cref="FaultException">The node does not list its departments, or a wanted department is not in the list.</exception>
    public async Task<NodeAuditReport> RunAsync(IReadOnlyCollection<string> wanted, Action<double> report, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(report);
        var at = context.Time.GetUtcNow();
        var departments = await ListAsync(wanted, cancellationToken);
        var unlisted = wanted.Count > 0 ? [] : await DueDepartments.FindUnlistedAsync(context, [.. departments.Select(one => one.Id)], cancellationToken);
        var source = await FindSourceAsync(cancellationToken);
        var shares = new double[departments.Count];
        var results = new DepartmentResult[departments.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancellationToken };
        var (_, time) = await DepartmentResult.TimedAsync(async () =>
        {
            await Parallel.ForAsync(0, departments.Count, options, async (i, token) => results[i] = await new DepartmentAuditor(context, departments[i]).RunAsync(
                share =>
                {
                    shares[i] = share;
                    report(shares.Average());
                },
                token));
            return true;
        });
        return new NodeAuditReport(context.Node.Address, at, time, source, [.. results, .. unlisted]);
    }

    private async Task<ChainSource?> FindSourceAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await context.Chain.ReadSourceAsync(cancellationToken);
        }
        catch (FaultException outage) when (ChainOutages.Includes(outage))
        {
            return null; // The audit of each department reports this.
        }
    }

    private async Task<IReadOnlyList<NodeDepartment>> ListAsync(IReadOnlyCollection<string> wanted, CancellationToken cancellationToken)
    {
        var listed = await context.Node.ListDepartmentsAsync(cancellationToken);
        if (wanted.Except(listed.Select(one => one.Id)).ToList() is [var unknown, ..])
        {
            throw new FaultException(RunFaults.NotFound, unknown);
        }

        return [.. listed.Where(one => wanted.Count == 0 || wanted.Contains(one.Id)).OrderBy(one => one.Id, StringComparer.Ordinal)];
    }
}
