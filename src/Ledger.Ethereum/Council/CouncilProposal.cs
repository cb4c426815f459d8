using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Council;

/// <summary>A proposal on the chain.</summary>
public sealed record CouncilProposal
{
    public required Digest Id { get; init; }

    public required ChainAddress Proposer { get; init; }

    /// <summary>The reason given by the proposer. Nothing depends on it.</summary>
    public required string Reason { get; init; }

    public required ImmutableArray<ProposedCall> Calls { get; init; }

    public required DateTimeOffset ProposedAt { get; init; }

    /// <summary>The first time at which it may be executed. Null while it lacks approvals.</summary>
    public required DateTimeOffset? ReadyAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public required long Round { get; init; }

    public required DateTimeOffset? ExecutedAt { get; init; }

    /// <summary>The current members that approve.</summary>
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
