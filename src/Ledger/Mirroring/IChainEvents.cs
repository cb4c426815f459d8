using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Mirroring;

/// <summary>All events of a range of blocks, oldest first; the range may be shorter than asked for, never empty.</summary>
/// <param name="Blocks">The blocks that hold events of ours.</param>
/// <param name="UpTo">The last block looked at.</param>
public sealed record EventPage(ImmutableArray<EventBlock> Blocks, long UpTo);

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

/// <summary>A record's status as the contract holds it; sequence 0 when it was never set.</summary>
public readonly record struct RecordState(byte Status, DateTimeOffset Since, long Sequence, Digest Successor);

/// <summary>A department's head as the contract holds it, whether or not a log can have it. Size 0 before the first anchor.</summary>
public readonly record struct HeadState(ulong Size, Digest Root, long BlockNumber, long Count);

/// <summary>A department's whole entry in the registry.</summary>
public sealed record DepartmentEntry(
    DepartmentFacts? Department, ImmutableArray<LogKeyFacts> LogKeys, ImmutableArray<RecordKeyFacts> RecordKeys);

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

/// <summary>
/// The chain as a source of events. Every method throws <see cref="ChainUnavailableException"/> when it cannot be asked; none turns an
/// outage into an answer. Two calls may be answered by two endpoints: who puts answers together compares blocks by hash.
/// </summary>
public interface IChainEvents
{
    /// <summary>Before this block there are no events of these contracts.</summary>
    long FirstBlock { get; }

    /// <summary>Chain id, contracts, newest and final block.</summary>
    ValueTask<ChainSource> ReadSourceAsync(CancellationToken cancellationToken);

    /// <summary>The block of this number on the chain now; null when there is none.</summary>
    ValueTask<ChainBlock?> FindBlockAsync(long number, CancellationToken cancellationToken);

    /// <summary>
    /// The registry's, anchors' and statuses' events in blocks from <paramref name="from"/> to at most <paramref name="to"/>. Each block in
    /// the answer MUST be the one of its number on the chain at some time after its events were read, by hash.
    /// </summary>
    ValueTask<EventPage> ReadEventsAsync(long from, long to, CancellationToken cancellationToken);

    /// <summary>The contracts' state at the end of a block, by its number. A node that no longer has that state is unavailable.</summary>
    ValueTask<ContractState> ReadStateAsync(StateQuestions questions, ChainBlock block, CancellationToken cancellationToken);
}

/// <summary>
/// What the chain told does not hang together: an event is missing, told twice, or its values are not those of the contract's state.
/// Somebody between the contracts and us leaves things out; nothing may be answered from it.
/// </summary>
public sealed class EventsDisagreeException(string message) : ChainUnavailableException(message);
