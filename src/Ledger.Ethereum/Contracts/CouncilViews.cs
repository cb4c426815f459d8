using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Generated.DepartmentRegistry;
using Ledger.Ethereum.Rpc;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;

namespace Ledger.Ethereum.Contracts;

/// <summary>The state of the council as of one block.</summary>
/// <param name="Members">The members in the order of the contract.</param>
/// <param name="Threshold">The number of approvals needed.</param>
/// <param name="LeastDelay">The shortest delay that the council can ever set. Zero when the registry has no such limit.</param>
/// <param name="Delay">The time between the last approval needed and the execution.</param>
/// <param name="Lifetime">The time until a proposal expires.</param>
/// <param name="Round">The round number, which grows with every change of the council.</param>
/// <param name="ProposalCount">The number of proposals ever made.</param>
internal sealed record CouncilViews(
    ImmutableArray<ChainAddress> Members, long Threshold, TimeSpan LeastDelay, TimeSpan Delay, TimeSpan Lifetime, long Round, long ProposalCount)
{
    private const int MaxMembers = 1000;

    /// <exception cref="FaultException">The contract did not answer, or is not ours.</exception>
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
                : throw ChainOutages.Create("The council has more members than possible."),
            threshold.Get().ReturnValue1.ToLong(),
            Seconds(leastDelay.Get().ReturnValue1),
            Seconds(delay.Get().ReturnValue1),
            Seconds(lifetime.Get().ReturnValue1),
            round.Get().ReturnValue1.ToLong(),
            proposals.Get().ReturnValue1.ToLong());
    }

    private static TimeSpan Seconds(ulong seconds) => seconds <= (ulong)TimeSpan.MaxValue.TotalSeconds
        ? TimeSpan.FromSeconds((long)seconds)
        : throw new EncodingException("A time span of the council is longer than possible.");
}
