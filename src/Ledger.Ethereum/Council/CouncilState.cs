using System.Collections.Immutable;
using Ledger.Verify.Chain;

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
