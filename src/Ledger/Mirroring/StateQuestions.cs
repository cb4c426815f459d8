using System.Collections.Immutable;
using Ledger.Verify.Trees;

namespace Ledger.Mirroring;

/// <summary>The parts of the contracts' state to read for a comparison with the mirror.</summary>
public sealed record StateQuestions
{
    /// <summary>Departments whose head and status count to read.</summary>
    public required ImmutableArray<Digest> Departments { get; init; }

    /// <summary>Departments whose entry, log keys and record keys to read.</summary>
    public required ImmutableArray<Digest> Entries { get; init; }

    /// <summary>Record types to read.</summary>
    public required ImmutableArray<Digest> Types { get; init; }

    /// <summary>Pairs of department and record type whose authority to read.</summary>
    public required ImmutableArray<(Digest Department, Digest Type)> Authorities { get; init; }

    /// <summary>Pairs of department and anchored size whose root to read.</summary>
    public required ImmutableArray<(Digest Department, ulong Size)> Anchors { get; init; }

    /// <summary>Pairs of department and record whose status to read.</summary>
    public required ImmutableArray<(Digest Department, Digest RecordId)> Records { get; init; }
}
