using System.Collections.Immutable;
using Ledger.Verify.Trees;

namespace Ledger.Mirroring;

/// <summary>What to read of the contracts' state, to compare it with what the events gave.</summary>
public sealed record StateQuestions
{
    /// <summary>Departments whose head and status count are asked.</summary>
    public required ImmutableArray<Digest> Departments { get; init; }

    /// <summary>Departments whose entry, log keys and record keys are asked.</summary>
    public required ImmutableArray<Digest> Entries { get; init; }

    /// <summary>Record types.</summary>
    public required ImmutableArray<Digest> Types { get; init; }

    /// <summary>Departments with a record type each.</summary>
    public required ImmutableArray<(Digest Department, Digest Type)> Authorities { get; init; }

    /// <summary>Departments with an anchored size each.</summary>
    public required ImmutableArray<(Digest Department, ulong Size)> Anchors { get; init; }

    /// <summary>Departments with a record each.</summary>
    public required ImmutableArray<(Digest Department, Digest RecordId)> Records { get; init; }
}
