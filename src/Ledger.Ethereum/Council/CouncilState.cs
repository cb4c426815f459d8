using System.Collections.Immutable;
using Ledger.Faults;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Council;

/// <summary>The council as of one block.</summary>
public sealed record CouncilState
{
    public required ImmutableArray<ChainAddress> Members { get; init; }

    /// <summary>How many of them must approve.</summary>
    public required long Threshold { get; init; }

    /// <summary>The least delay the council can ever set: fixed with the contract, zero on a chain for development.</summary>
    public required TimeSpan LeastDelay { get; init; }

    /// <summary>Between the last approval that was needed and the execution.</summary>
    public required TimeSpan Delay { get; init; }

    /// <summary>How long a proposal lives from the moment it is made.</summary>
    public required TimeSpan Lifetime { get; init; }

    /// <summary>Grows with every change of members, threshold or delay; proposals of an earlier round are void.</summary>
    public required long Round { get; init; }

    /// <summary>How many proposals were ever made.</summary>
    public required long ProposalCount { get; init; }

    public required ChainBlock Block { get; init; }

    /// <summary>
    /// What the time is for a proposal: a chain that makes blocks only when there is something to do shows an old one, so it is the latest
    /// of its newest block's time, its next block's and the caller's own clock.
    /// </summary>
    public required DateTimeOffset Time { get; init; }
}

/// <summary>How far a proposal has come.</summary>
public enum ProposalStage
{
    /// <summary>It needs more approvals.</summary>
    Open,

    /// <summary>It has its approvals and waits for the delay.</summary>
    Waiting,

    /// <summary>Any member may execute it.</summary>
    Ready,

    Executed,

    /// <summary>The council changed since it was made.</summary>
    Void,

    Expired,
}

/// <summary>A call of a proposal with what it means.</summary>
/// <param name="Data">The ABI-encoded call.</param>
/// <param name="Function">The registry's function; empty when it is none the council has.</param>
/// <param name="Text">In plain words.</param>
public sealed record ProposedCall(ImmutableArray<byte> Data, string Function, LocalizedText Text);

/// <summary>A proposal as the chain has it.</summary>
public sealed record CouncilProposal
{
    public required Digest Id { get; init; }

    public required ChainAddress Proposer { get; init; }

    /// <summary>Why, as the proposer says; bound to nothing.</summary>
    public required string Reason { get; init; }

    public required ImmutableArray<ProposedCall> Calls { get; init; }

    public required DateTimeOffset ProposedAt { get; init; }

    /// <summary>From when on it may be executed; null while it lacks approvals.</summary>
    public required DateTimeOffset? ReadyAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public required long Round { get; init; }

    public required DateTimeOffset? ExecutedAt { get; init; }

    /// <summary>The present members whose approval stands.</summary>
    public required ImmutableArray<ChainAddress> ApprovedBy { get; init; }

    public ProposalStage StageIn(CouncilState council)
    {
        ArgumentNullException.ThrowIfNull(council);
        return ExecutedAt is not null ? ProposalStage.Executed
            : Round != council.Round ? ProposalStage.Void
            : ExpiresAt <= council.Time ? ProposalStage.Expired
            : ReadyAt is not { } ready ? ProposalStage.Open
            : council.Time < ready ? ProposalStage.Waiting
            : ProposalStage.Ready;
    }
}
