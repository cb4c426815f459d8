using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Ethereum.Anchoring;
using Ledger.Ethereum.Contracts;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Generated.DepartmentRegistry;
using Ledger.Ethereum.Rpc;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Council;

/// <summary>
/// Reads the council that governs the registry, and sends the actions of its members. Each command sends one transaction from the account of a
/// member and returns when a block contains it. Use one command at a time for each key. Every command throws <see cref="CallRevertedException"/>
/// when the contract refuses, and <see cref="FaultException"/> when the chain cannot be asked.
/// </summary>
public sealed class CouncilClient(EthereumAnchorChain chain, TimeProvider clock)
{
    private static readonly Digest Proposed = ContractAbi.Topic<ProposedEventDTO>();

    /// <summary>Reads the council as of the newest block.</summary>
    public ValueTask<CouncilState> ReadStateAsync(CancellationToken cancellationToken) =>
        chain.ConverseAsync(session => ReadStateAsync(session, cancellationToken), cancellationToken);

    /// <summary>Reads every proposal ever made, oldest first, with the council at that block.</summary>
    /// <exception cref="FaultException">Also thrown when the endpoint returns fewer proposals than the contract counts.</exception>
    public ValueTask<(CouncilState Council, ImmutableArray<CouncilProposal> Proposals)> ReadProposalsAsync(CancellationToken cancellationToken) =>
        chain.ConverseAsync(
            async session =>
            {
                var council = await ReadStateAsync(session, cancellationToken);
                var logs = await EventSearch.FindAsync(
                    session, chain.Registry, [Proposed], chain.FirstBlock, council.Block.Number, cancellationToken);
                return logs.Length == council.ProposalCount
                    ? (council, await new ProposalReader(session, chain.Registry, council).ReadAsync(logs, cancellationToken))
                    : throw ChainOutages.Create(
                        $"The chain shows {logs.Length} proposal(s) from block {chain.FirstBlock} on, but the council counts {council.ProposalCount}.");
            },
            cancellationToken);

    /// <summary>Reads one proposal. Null when it does not exist.</summary>
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

    /// <summary>Describes calls, with the names of departments and types from the registry.</summary>
    public ValueTask<ImmutableArray<ProposedCall>> DescribeAsync(IReadOnlyList<CouncilCall> calls, CancellationToken cancellationToken) =>
        chain.ConverseAsync(
            session => ProposalReader.DescribeAsync(session, chain.Registry, [.. calls.Select(call => call.Data)], cancellationToken), cancellationToken);

    /// <summary>Proposes 1 to 50 calls. They are executed in this order, all or none. The proposer also approves.</summary>
    /// <returns>The id of the proposal, and the block.</returns>
    public async ValueTask<(Digest Proposal, TransactionOutcome Outcome)> ProposeAsync(
        IOperatorKey member, IReadOnlyList<CouncilCall> calls, string reason, CancellationToken cancellationToken)
    {
        var propose = new ProposeFunction { Calls = ToArrays(calls.Select(call => call.Data)), Reason = reason };
        var outcome = await chain.SendToRegistryAsync(member, propose, cancellationToken);
        var id = await chain.ConverseAsync(session => FindIdAsync(session, member.Address, calls, outcome.Block, cancellationToken), cancellationToken);
        return (id, outcome);
    }

    /// <summary>Approves a proposal. The last approval needed starts the delay.</summary>
    public ValueTask<TransactionOutcome> ApproveAsync(IOperatorKey member, Digest proposal, CancellationToken cancellationToken) =>
        chain.SendToRegistryAsync(member, new ApproveFunction { Proposal = proposal.ToArray() }, cancellationToken);

    /// <summary>Revokes an approval, before the execution.</summary>
    public ValueTask<TransactionOutcome> RevokeApprovalAsync(IOperatorKey member, Digest proposal, CancellationToken cancellationToken) =>
        chain.SendToRegistryAsync(member, new RevokeApprovalFunction { Proposal = proposal.ToArray() }, cancellationToken);

    /// <summary>Executes a proposal with the calls from its event.</summary>
    public ValueTask<TransactionOutcome> ExecuteAsync(IOperatorKey member, CouncilProposal proposal, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(proposal);
        return ExecuteAsync(member, proposal.Id, proposal.Calls.Select(call => call.Data), cancellationToken);
    }

    /// <summary>Proposes and executes at once, for a council of one member without a delay, such as that of the embedded chain.</summary>
    /// <exception cref="CallRevertedException">Also thrown for any other council. The proposal then exists and waits for what is missing.</exception>
    public async ValueTask<TransactionOutcome> DecideAsync(
        IOperatorKey member, IReadOnlyList<CouncilCall> calls, string reason, CancellationToken cancellationToken)
    {
        var (proposal, _) = await ProposeAsync(member, calls, reason, cancellationToken);
        return await ExecuteAsync(member, proposal, calls.Select(call => call.Data), cancellationToken);
    }

    private ValueTask<TransactionOutcome> ExecuteAsync(
        IOperatorKey member, Digest proposal, IEnumerable<ImmutableArray<byte>> calls, CancellationToken cancellationToken) =>
        chain.SendToRegistryAsync(member, new ExecuteFunction { Proposal = proposal.ToArray(), Calls = ToArrays(calls) }, cancellationToken);

    private async ValueTask<CouncilState> ReadStateAsync(ChainSession session, CancellationToken cancellationToken)
    {
        var latest = (await session.ReadLatestAsync(cancellationToken)).Block;
        var found = await CouncilViews.ReadAsync(session, chain.Registry, Hex.Quantity(latest.Number), cancellationToken);

        // Not every node has a pending block. A node that makes blocks on demand has one, and needs it here.
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

    /// <summary>Finds the id in the event. If a member proposes the same twice in one block, the later one is meant.</summary>
    private async ValueTask<Digest> FindIdAsync(
        ChainSession session, ChainAddress proposer, IReadOnlyList<CouncilCall> calls, ChainBlock block, CancellationToken cancellationToken)
    {
        var logs = await EventSearch.FindAsync(session, chain.Registry, [Proposed], block.Number, block.Number, cancellationToken);
        var mine = logs.Select(ProposalReader.ReadEvent).LastOrDefault(proposed =>
            proposed.Proposer == proposer && proposed.Calls.Length == calls.Count
            && proposed.Calls.Zip(calls).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second.Data.AsSpan())));
        return mine?.Id ?? throw ChainOutages.Create($"The proposal was made in block {block.Number}, but the chain does not show its event.");
    }

    private static List<byte[]> ToArrays(IEnumerable<ImmutableArray<byte>> calls) => [.. calls.Select(call => call.ToArray())];
}
