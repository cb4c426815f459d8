using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Mirroring;

/// <summary>Answers to <see cref="StateQuestions"/>, each list in the order asked.</summary>
public sealed record ContractState
{
    /// <summary>How many events the registry counted.</summary>
    public required long ChangeCount { get; init; }

    public required ImmutableArray<(HeadState Head, long Statuses)> Departments { get; init; }

    public required ImmutableArray<DepartmentEntry> Entries { get; init; }

    public required ImmutableArray<RecordTypeFacts?> Types { get; init; }

    public required ImmutableArray<ImmutableArray<Validity>> Authorities { get; init; }

    /// <summary>The root at each size; null when there is none.</summary>
    public required ImmutableArray<Digest?> Anchors { get; init; }

    public required ImmutableArray<RecordState> Records { get; init; }
}
