using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;

namespace Ledger.Anchoring;

/// <summary>
/// The registry contract as a node reads it for its departments. Safe for use from any thread. Every method throws
/// <see cref="FaultException"/> of <see cref="ChainOutages"/> if the chain cannot be read.
/// </summary>
public interface IDepartmentRegistry
{
    /// <summary>The registry's facts about a department. Null if it has no department of this origin.</summary>
    ValueTask<DepartmentFacts?> FindDepartmentAsync(string origin, CancellationToken cancellationToken);

    /// <summary>The periods in which the department may issue each type, in the given order. Empty for a type that it may not issue.</summary>
    ValueTask<ImmutableArray<ImmutableArray<Validity>>> ReadAuthoritiesAsync(
        string origin, IReadOnlyList<string> recordTypes, CancellationToken cancellationToken);
}
