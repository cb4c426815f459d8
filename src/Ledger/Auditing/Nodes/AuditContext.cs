using Ledger.Faults;
using Ledger.Verify.Verdicts;

namespace Ledger.Auditing.Nodes;

/// <summary>What the audit of every department works with. Immutable.</summary>
/// <param name="Node">The node.</param>
/// <param name="Chain">The chain that is trusted.</param>
/// <param name="StateFolder">The folder that keeps heads and progress between runs; null to keep nothing.</param>
/// <param name="Parallel">How many bundles to fetch at once, from 1.</param>
/// <param name="Time">The clock.</param>
/// <param name="Warn">Receives a problem that the report does not hold: a contradiction could not be written to its file.</param>
public sealed record AuditContext(
    INodeRecords Node, IAuditedChain Chain, string? StateFolder, int Parallel, TimeProvider Time, Action<CouldNotRunException> Warn)
{
    // Departments share neither keys nor checkpoints, but each has many records with the same ones.
    internal VerificationCache Cache { get; } = new();

    internal string? StatePath(string department, string what) => StateFolder is null ? null : Path.Combine(StateFolder, $"{department}.{what}.json");
}
