using Ledger.Verify.Faults;
using Ledger.Verify.Verdicts;

namespace Ledger.Auditing.Nodes;

/// <summary>What the audits of all departments share. Immutable.</summary>
/// <param name="Node">The node.</param>
/// <param name="Chain">The trusted chain.</param>
/// <param name="StateFolder">The folder for heads and progress between runs. Null to store nothing.</param>
/// <param name="Parallel">How many bundles to fetch in parallel; 1 or more.</param>
/// <param name="Time">The clock.</param>
/// <param name="Warn">Receives a problem that is not in the report: a contradiction could not be written to its file.</param>
public sealed record AuditContext(
    INodeRecords Node, IAuditedChain Chain, string? StateFolder, int Parallel, TimeProvider Time, Action<FaultException> Warn)
{
    // Departments share neither keys nor checkpoints, but many records of one department share both.
    internal VerificationCache Cache { get; } = new();

    internal string? StatePath(string department, string what) => StateFolder is null ? null : Path.Combine(StateFolder, $"{department}.{what}.json");
}
