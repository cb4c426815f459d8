using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Mirroring;

/// <summary>A department's entry in the registry, with its keys in the order of registration.</summary>
internal sealed record MirroredDepartment(
    DepartmentFacts Facts,
    ImmutableArray<LogKeyFacts> LogKeys,
    ImmutableArray<RecordKeyFacts> RecordKeys,
    ImmutableDictionary<Digest, ImmutableArray<Validity>> Authorities)
{
    /// <summary>The changes of keys and authorities, oldest first.</summary>
    public ImmutableList<PlacedChange> Changes { get; init; } = [];
}
