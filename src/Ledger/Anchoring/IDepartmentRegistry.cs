using System.Collections.Immutable;
using Ledger.Verify.Chain;

namespace Ledger.Anchoring;

/// <summary>
/// What a node asks the registry contract about the departments it hosts. Safe for use from many threads. Every method throws
/// <see cref="ChainUnavailableException"/> when the chain cannot be asked.
/// </summary>
public interface IDepartmentRegistry
{
    /// <summary>What the registry holds of a department; null when it knows none of this origin.</summary>
    ValueTask<DepartmentFacts?> FindDepartmentAsync(string origin, CancellationToken cancellationToken);

    /// <summary>When the department may issue each of the types, in the order asked; empty for a type it may not issue.</summary>
    ValueTask<ImmutableArray<ImmutableArray<Validity>>> ReadAuthoritiesAsync(
        string origin, IReadOnlyList<string> recordTypes, CancellationToken cancellationToken);
}
