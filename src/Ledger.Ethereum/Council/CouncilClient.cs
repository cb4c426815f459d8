using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Ethereum.Anchoring;
using Ledger.Ethereum.Contracts;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Generated.DepartmentRegistry;
using Ledger.Ethereum.Rpc;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Council;

/// <summary>
/// The council that governs the registry: what it is, what it is deciding, and what its members do. Each command sends one transaction of a
/// member's account and returns when a block holds it; one at a time for each key. Every command throws
/// <see cref="CallRevertedException"/> when the contract refuses and <see cref="ChainUnavailableException"/> when the chain cannot be asked.
/// </summary>
public sealed class CouncilClient(EthereumAnchorChain chain, TimeProvider clock)
{
    private static readonly Digest Proposed = ContractAbi.Topic<ProposedEventDTO>();

    /// <summary>The council as of the newest block.</summary>
    public ValueTask<CouncilState> ReadStateAsync(CancellationToken cancellationToken) =>
        chain.ConverseAsync(session => ReadStateAsync(session, cancellationToken), cancellationToken);

    /// <summary>Every proposal that was ever made, oldest first, with the council it is to be seen in.</summary>
    /// <exception cref="ChainUnavailableException">Also when the endpoint shows fewer proposals than the contract counts.</exception>
    public ValueTask<(CouncilState Council, ImmutableArray<CouncilProposal> Proposals)> ReadProposalsAsync(CancellationToken cancellationToken) =>
        chain.ConverseAsync(
            async session =>
            {
                var council = await ReadStateAsync(session, cancellationToken);
                var logs = await EventSearch.FindAsync(
                    session, chain.Registry, [Proposed], chain.FirstBlock, council.Block.Number, cancellationToken);
                return logs.Length == council.ProposalCount
                    ? (council, await new ProposalReader(session, chain.Registry, council).ReadAsync(logs, cancellationToken))
                    : throw new ChainUnavailableException(
                        $"The chain shows {logs.Length} proposal(s) from block {chain.FirstBlock} on, but the council counts {council.ProposalCount}.");
            },
            cancellationToken);

    /// <summary>One proposal; null when nobody made it.</summary>
    public ValueTask<(CouncilState Council, CouncilProposal? Proposal)> FindProposalAsync(Digest id, CancellationToken cancellationToken) =>
        chain.ConverseAsync(
            async session =>
            {
                var council = await ReadStateAsync(session, cancellationToken);
                var logs = await EventSearch.FindAsync(
                    session, chain.Registry, [Proposed, id], chain.FirstBlock, council.Block.Number, cancellationToken);
                var found = await new ProposalReader(session, chain.Registry, council).ReadAsync(logs, cancellationToken);
                return (council, found.SingleOrDefault());
            },
            cancellationToken);

    /// <summary>What calls mean, as the registry knows the departments and types in them.</summary>
    public ValueTask<ImmutableArray<ProposedCall>> DescribeAsync(IReadOnlyList<CouncilCall> calls, CancellationToken cancellationToken) =>
        chain.ConverseAsync(
            session => ProposalReader.DescribeAsync(session, chain.Registry, [.. calls.Select(call => call.Data)], cancellationToken), cancellationToken);

    /// <summary>Proposes 1 to 50 calls, carried out in this order, all or none. Counts as the proposer's approval.</summary>
    /// <returns>The proposal's id and the block.</returns>
    public async ValueTask<(Digest Proposal, TransactionOutcome Outcome)> ProposeAsync(
        IOperatorKey member, IReadOnlyList<CouncilCall> calls, string reason, CancellationToken cancellationToken)
    {
        var propose = new ProposeFunction { Calls = ListOf(calls.Select(call => call.Data)), Reason = reason };
        var outcome = await chain.SendToRegistryAsync(member, propose, cancellationToken);
        var id = await chain.ConverseAsync(session => FindIdAsync(session, member.Address, calls, outcome.Block, cancellationToken), cancellationToken);
        return (id, outcome);
    }

    /// <summary>Approves a proposal; the last approval that was needed starts the delay.</summary>
    public ValueTask<TransactionOutcome> ApproveAsync(IOperatorKey member, Digest proposal, CancellationToken cancellationToken) =>
        chain.SendToRegistryAsync(member, new ApproveFunction { Proposal = proposal.ToArray() }, cancellationToken);

    /// <summary>Takes an approval back, before the proposal is executed.</summary>
    public ValueTask<TransactionOutcome> RevokeApprovalAsync(IOperatorKey member, Digest proposal, CancellationToken cancellationToken) =>
        chain.SendToRegistryAsync(member, new RevokeApprovalFunction { Proposal = proposal.ToArray() }, cancellationToken);

    /// <summary>Carries a proposal out. Its calls are those the chain's event holds.</summary>
    public ValueTask<TransactionOutcome> ExecuteAsync(IOperatorKey member, CouncilProposal proposal, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(proposal);
        return ExecuteAsync(member, proposal.Id, proposal.Calls.Select(call => call.Data), cancellationToken);
    }

    /// <summary>Proposes and carries out at once: for a council of one member without a delay, such as the embedded chain's.</summary>
    /// <exception cref="CallRevertedException">Also when the council is another one; then the proposal is made and waits for what it lacks.</exception>
    public async ValueTask<TransactionOutcome> DecideAsync(
        IOperatorKey member, IReadOnlyList<CouncilCall> calls, string reason, CancellationToken cancellationToken)
    {
        var (proposal, _) = await ProposeAsync(member, calls, reason, cancellationToken);
        return await ExecuteAsync(member, proposal, calls.Select(call => call.Data), cancellationToken);
    }

    private ValueTask<TransactionOutcome> ExecuteAsync(
        IOperatorKey member, Digest proposal, IEnumerable<ImmutableArray<byte>> calls, CancellationToken cancellationToken) =>
        chain.SendToRegistryAsync(member, new ExecuteFunction { Proposal = proposal.ToArray(), Calls = ListOf(calls) }, cancellationToken);

    private async ValueTask<CouncilState> ReadStateAsync(ChainSession session, CancellationToken cancellationToken)
    {
        var latest = (await session.ReadLatestAsync(cancellationToken)).Block;
        var found = await CouncilViews.ReadAsync(session, chain.Registry, Hex.Quantity(latest.Number), cancellationToken);

        // Not every node has a pending block; the one that mines on demand does, and there it matters.
        var pending = await session.AskAsync(ChainRequests.Pending, cancellationToken);
        var next = pending.Error is null ? ChainJson.FindTime(pending.Get()) : null;
        return new CouncilState
        {
            Members = found.Members,
            Threshold = found.Threshold,
            LeastDelay = found.LeastDelay,
            Delay = found.Delay,
            Lifetime = found.Lifetime,
            Round = found.Round,
            ProposalCount = found.ProposalCount,
            Block = latest,
            Time = new[] { latest.Time, next ?? latest.Time, clock.GetUtcNow() }.Max(),
        };
    }

    /// <summary>The id is in the event; a member that proposes the same twice in one block means the later one.</summary>
    private async ValueTask<Digest> FindIdAsync(
        ChainSession session, ChainAddress proposer, IReadOnlyList<CouncilCall> calls, ChainBlock block, CancellationToken cancellationToken)
    {
        var logs = await EventSearch.FindAsync(session, chain.Registry, [Proposed], block.Number, block.Number, cancellationToken);
        var mine = logs.Select(ProposalReader.ReadEvent).LastOrDefault(proposed =>
            proposed.Proposer == proposer && proposed.Calls.Length == calls.Count
            && proposed.Calls.Zip(calls).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second.Data.AsSpan())));
        return mine?.Id ?? throw new ChainUnavailableException($"The proposal was made in block {block.Number}, but the chain does not show its event.");
    }

    private static List<byte[]> ListOf(IEnumerable<ImmutableArray<byte>> calls) => [.. calls.Select(call => call.ToArray())];
}
