using Ledger.Auditing;
using Ledger.Verify.Chain;

namespace Ledger.Cli.NodeAuditing;

/// <summary>What an audit of a node came to.</summary>
/// <param name="Node">The node.</param>
/// <param name="At">When the audit began.</param>
/// <param name="Time">How long it took.</param>
/// <param name="Source">The chain as it was at the beginning; null when it did not answer.</param>
/// <param name="Departments">Each department, by name; then those of an earlier audit that the node no longer names.</param>
internal sealed record NodeAuditReport(Uri Node, DateTimeOffset At, TimeSpan Time, ChainSource? Source, IReadOnlyList<DepartmentResult> Departments)
{
    /// <summary>The departments that were due, and those that the node names.</summary>
    public WorkCount Work => new(Departments.Count, Departments.Count(one => !one.IsUnlisted));

    /// <summary>What could not be checked of the node as a whole.</summary>
    public IReadOnlyList<Unchecked> Unchecked => Departments.All(one => one.IsUnlisted) ? [new Unchecked(ChainAuditFaults.NoDepartments, Node.ToString())] : [];

    /// <summary>A finding outweighs what could not be checked, and that outweighs the rest.</summary>
    public int ExitCode => Departments.Any(one => one.ExitCode == Output.ExitCode.No) ? Output.ExitCode.No
        : Unchecked.Count > 0 || Departments.Any(one => one.ExitCode == Output.ExitCode.CouldNotRun) ? Output.ExitCode.CouldNotRun
        : Output.ExitCode.Yes;

    /// <summary>Whether bundles were left out because nobody asked for them.</summary>
    public bool IsWithoutRecords => Departments.Any(one => !one.AreRecordsAsked);
}
