using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Mirroring;

/// <summary>The answers to <see cref="StateQuestions"/>, each list in the order of the questions.</summary>
public sealed record ContractState
{
    /// <summary>The registry's count of its events.</summary>
    public required long ChangeCount { get; init; }

    public required ImmutableArray<(HeadState Head, long Statuses)> Departments { get; init; }

    public required ImmutableArray<DepartmentEntry> Entries { get; init; }

    public required ImmutableArray<RecordTypeFacts?> Types { get; init; }

    public required ImmutableArray<ImmutableArray<Validity>> Authorities { get; init; }

    /// <summary>The root at each size. Null if there is none.</summary>
    public required ImmutableArray<Digest?> Anchors { get; init; }

    public required ImmutableArray<RecordState> Records { get; init; }
}
