using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Generated.DepartmentRegistry;
using Ledger.Ethereum.Rpc;
using Ledger.Verify.Chain;

namespace Ledger.Ethereum.Contracts;

/// <summary>What the registry says of its council as of one block.</summary>
/// <param name="Members">In the contract's order.</param>
/// <param name="Threshold">How many of them must approve.</param>
/// <param name="LeastDelay">The least delay the council can ever set; zero where the registry fixes none.</param>
/// <param name="Delay">Between the last approval needed and the execution.</param>
/// <param name="Lifetime">How long a proposal lives.</param>
/// <param name="Round">Grows with every change of the council.</param>
/// <param name="ProposalCount">How many proposals were ever made.</param>
internal sealed record CouncilViews(
    ImmutableArray<ChainAddress> Members, long Threshold, TimeSpan LeastDelay, TimeSpan Delay, TimeSpan Lifetime, long Round, long ProposalCount)
{
    private const int MaxMembers = 1000;

    /// <exception cref="ChainUnavailableException">The contract did not answer, or not as ours does.</exception>
    public static async ValueTask<CouncilViews> ReadAsync(ChainSession session, ChainAddress registry, string block, CancellationToken cancellationToken)
    {
        var members = View.Create(registry, new MembersFunction());
        var threshold = View.Create(registry, new ThresholdFunction());
        var leastDelay = View.Create(registry, new LeastDelayFunction());
        var delay = View.Create(registry, new DelayFunction());
        var lifetime = View.Create(registry, new LifetimeFunction());
        var round = View.Create(registry, new RoundFunction());
        var proposals = View.Create(registry, new ProposalCountFunction());
        await session.ViewAllAsync([members, threshold, leastDelay, delay, lifetime, round, proposals], block, cancellationToken);
        var found = members.Get().ReturnValue1;
        return new CouncilViews(
            found.Count <= MaxMembers
                ? [.. found.Select(member => member.ToChainAddress())]
                : throw new ChainUnavailableException("The council has more members than can be."),
            threshold.Get().ReturnValue1.ToLong(),
            Seconds(leastDelay.Get().ReturnValue1),
            Seconds(delay.Get().ReturnValue1),
            Seconds(lifetime.Get().ReturnValue1),
            round.Get().ReturnValue1.ToLong(),
            proposals.Get().ReturnValue1.ToLong());
    }

    private static TimeSpan Seconds(ulong seconds) => seconds <= (ulong)TimeSpan.MaxValue.TotalSeconds
        ? TimeSpan.FromSeconds((long)seconds)
        : throw new EncodingException("A time span of the council is longer than can be.");
}
