using System.Collections.Immutable;
using Ledger.Verify.Chain;

namespace Ledger.Ethereum.Council;

/// <summary>The council as of one block.</summary>
public sealed record CouncilState
{
    public required ImmutableArray<ChainAddress> Members { get; init; }

    /// <summary>The number of approvals needed.</summary>
    public required long Threshold { get; init; }

    /// <summary>The shortest delay that the council can ever set. Fixed at deployment; zero on a development chain.</summary>
    public required TimeSpan LeastDelay { get; init; }

    /// <summary>The time between the last approval needed and the execution.</summary>
    public required TimeSpan Delay { get; init; }

    /// <summary>The time between proposing and expiry.</summary>
    public required TimeSpan Lifetime { get; init; }

    /// <summary>The round number. It grows with every change of members, threshold or delay; proposals of earlier rounds are void.</summary>
    public required long Round { get; init; }

    /// <summary>The number of proposals ever made.</summary>
    public required long ProposalCount { get; init; }

    public required ChainBlock Block { get; init; }

    /// <summary>
    /// The current time for a proposal: the latest of the newest block's time, the pending block's time and the caller's clock. A chain that makes
    /// blocks only on demand has an old newest block.
    /// </summary>
    public required DateTimeOffset Time { get; init; }
}
