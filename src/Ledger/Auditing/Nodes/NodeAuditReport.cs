using Ledger.Verify.Chain;

namespace Ledger.Auditing.Nodes;

/// <summary>The result of auditing a node.</summary>
/// <param name="Node">The node.</param>
/// <param name="At">When the audit began.</param>
/// <param name="Time">How long it took.</param>
/// <param name="Source">The chain as it was at the beginning; null when it did not answer.</param>
/// <param name="Departments">Each department, by name; then those of an earlier audit that the node no longer names.</param>
public sealed record NodeAuditReport(Uri Node, DateTimeOffset At, TimeSpan Time, ChainSource? Source, IReadOnlyList<DepartmentResult> Departments)
{
    /// <summary>The departments that were due, and those that the node names.</summary>
    public WorkCount Work => new(Departments.Count, Departments.Count(one => !one.IsUnlisted));

    /// <summary>What could not be checked of the node as a whole.</summary>
    public IReadOnlyList<Unchecked> Unchecked => Departments.All(one => one.IsUnlisted) ? [new Unchecked(ChainAuditFaults.NoDepartments, Node.ToString())] : [];

    /// <summary>Findings outweigh what could not be checked.</summary>
    public AuditVerdict Verdict => Departments.Any(one => one.Verdict is AuditVerdict.Findings) ? AuditVerdict.Findings
        : Unchecked.Count > 0 || Departments.Any(one => one.Verdict is AuditVerdict.CouldNotBeChecked) ? AuditVerdict.CouldNotBeChecked
        : AuditVerdict.Agrees;

    /// <summary>Whether bundles were left out because nobody asked for them.</summary>
    public bool IsWithoutRecords => Departments.Any(one => !one.AreRecordsAsked);
}
