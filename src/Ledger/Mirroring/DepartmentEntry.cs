using System.Collections.Immutable;
using Ledger.Verify.Chain;

namespace Ledger.Mirroring;

/// <summary>A department's complete entry in the registry.</summary>
public sealed record DepartmentEntry(
    DepartmentFacts? Department, ImmutableArray<LogKeyFacts> LogKeys, ImmutableArray<RecordKeyFacts> RecordKeys);
