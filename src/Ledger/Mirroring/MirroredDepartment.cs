using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Mirroring;

/// <summary>A department as the registry has it, with its keys in the order they were registered.</summary>
internal sealed record MirroredDepartment(
    DepartmentFacts Facts,
    ImmutableArray<LogKeyFacts> LogKeys,
    ImmutableArray<RecordKeyFacts> RecordKeys,
    ImmutableDictionary<Digest, ImmutableArray<Validity>> Authorities)
{
    /// <summary>What opened and closed keys and authorities, oldest first.</summary>
    public ImmutableList<PlacedChange> Changes { get; init; } = [];
}
