using Ledger.Verify.Chain;
using Ledger.Verify.Faults;

namespace Ledger.Auditing.Nodes;

/// <summary>The result of auditing a node.</summary>
/// <param name="Node">The node.</param>
/// <param name="At">When the audit started.</param>
/// <param name="Time">How long it took.</param>
/// <param name="Source">The chain at the start. Null if it did not answer.</param>
/// <param name="Departments">All departments, by name; then those of an earlier audit that the node no longer lists.</param>
public sealed record NodeAuditReport(Uri Node, DateTimeOffset At, TimeSpan Time, ChainSource? Source, IReadOnlyList<DepartmentResult> Departments)
{
    /// <summary>The departments that were due, and those that the node lists.</summary>
    public WorkCount Work => new(Departments.Count, Departments.Count(one => !one.IsUnlisted));

    /// <summary>Unchecked parts that concern the whole node.</summary>
    public IReadOnlyList<UncheckedItem> Unchecked => Departments.All(one => one.IsUnlisted) ? [new UncheckedItem(ChainAuditFaults.NoDepartments, Node.ToString())] : [];

    /// <summary>Findings outweigh unchecked parts.</summary>
    public AuditVerdict Verdict => Departments.Any(one => one.Verdict is AuditVerdict.Findings) ? AuditVerdict.Findings
        : Unchecked.Count > 0 || Departments.Any(one => one.Verdict is AuditVerdict.CouldNotBeChecked) ? AuditVerdict.CouldNotBeChecked
        : AuditVerdict.Agrees;

    /// <summary>Whether bundles were left out because no tokens were given.</summary>
    public bool IsWithoutRecords => Departments.Any(one => !one.AreRecordsAsked);
}
