using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Ethereum.Contracts;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Generated.DepartmentRegistry;
using Ledger.Ethereum.Rpc;
using Ledger.Verify.Bundles;
using Ledger.Verify.Chain;
using Ledger.Verify.Evidence;
using Ledger.Verify.Trees;
using Nethereum.ABI.FunctionEncoding.Attributes;

namespace Ledger.Ethereum.Council;

/// <summary>
/// Combines proposals from their events, which alone contain the calls, and from the contract, which contains their progress. An event is ignored
/// when the hash of its calls differs from the one in the contract.
/// </summary>
internal sealed class ProposalReader(ChainSession session, ChainAddress registry, CouncilState council)
{
    public async ValueTask<ImmutableArray<CouncilProposal>> ReadAsync(ImmutableArray<EventLog> logs, CancellationToken cancellationToken)
    {
        var block = Hex.Quantity(council.Block.Number);
        var events = logs.Select(ReadEvent).ToList();
        var kept = await session.ViewEachAsync(
            registry, events.Select(proposed => new ProposalOfFunction { Proposal = proposed.Id.ToArray() }), block, cancellationToken);
        var approved = await session.ViewEachAsync(
            registry,
            events.SelectMany(proposed => council.Members.Select(
                member => new HasApprovedFunction { Proposal = proposed.Id.ToArray(), Member = member.ToString() })),
            block, cancellationToken);
        var described = await DescribeAsync(session, registry, [.. events.SelectMany(proposed => proposed.Calls)], cancellationToken);
        var proposals = ImmutableArray.CreateBuilder<CouncilProposal>(events.Count);
        var place = 0;
        for (var i = 0; i < events.Count; i++)
        {
            var approvals = approved[(i * council.Members.Length)..((i + 1) * council.Members.Length)];
            var calls = described[place..(place + events[i].Calls.Length)];
            place += events[i].Calls.Length;
            proposals.Add(Join(events[i], kept[i].ReturnValue1, approvals, calls));
        }

        return proposals.ToImmutable();
    }

    /// <summary>Describes calls. The names of departments and types are read in two requests.</summary>
    public static async ValueTask<ImmutableArray<ProposedCall>> DescribeAsync(
        ChainSession session, ChainAddress registry, ImmutableArray<ImmutableArray<byte>> calls, CancellationToken cancellationToken)
    {
        var ids = calls.Select(call => CouncilWords.IdsIn(call.AsSpan())).ToList();
        Digest[] departments = [.. ids.SelectMany(found => found.Departments).Distinct()];
        Digest[] types = [.. ids.SelectMany(found => found.Types).Distinct()];
        var entries = departments.Select(id => View.Create(registry, new DepartmentOfFunction { Id = id.ToArray() })).ToList();
        var registered = types.Select(id => View.Create(registry, new TypeOfFunction { TypeId = id.ToArray() })).ToList();
        await session.ViewAllAsync([.. entries, .. registered], ChainSession.Latest, cancellationToken);
        var origins = departments.Zip(entries).ToDictionary(pair => pair.First, pair => ContractFacts.Department(pair.Second.Get())?.Origin);
        var uris = types.Zip(registered).ToDictionary(pair => pair.First, pair => ContractFacts.FindRecordType(pair.Second.Get())?.Uri);

        // Departments and types that the same proposal adds are not in the registry yet.
        foreach (var call in calls)
        {
            if (ContractAbi.TryDecodeCall<AdmitFunction>(call.AsSpan(), out var admission))
            {
                origins[OnChainId.OfDepartment(admission.Origin)] = admission.Origin;
            }
            else if (ContractAbi.TryDecodeCall<RegisterTypesFunction>(call.AsSpan(), out var registration))
            {
                foreach (var uri in registration.Uris)
                {
                    uris[OnChainId.OfRecordType(uri)] = uri;
                }
            }
        }

        var names = new CouncilNames(id => origins.GetValueOrDefault(id), id => uris.GetValueOrDefault(id));
        return
        [
            .. calls.Select(call =>
            {
                var (function, text) = CouncilWords.Describe(call.AsSpan(), names);
                return new ProposedCall(call, function, text);
            }),
        ];
    }

    public static ProposedEvent ReadEvent(EventLog log)
    {
        if (log.Topics.Length != 3)
        {
            throw ChainJson.Unexpected("a proposal's event has no proposer");
        }

        try
        {
            var data = ContractAbi.Decode<ProposedData>(log.Data.AsSpan());
            var proposer = ContractAbi.Decode<ProposedBy>(log.Topics[2].ToArray()).Proposer.ToChainAddress();
            return new ProposedEvent(log.Topics[1], proposer, [.. data.Calls.Select(call => call.ToImmutableArray())], System.Text.Encoding.UTF8.GetString(data.Reason));
        }
        catch (EncodingException exception)
        {
            throw ChainOutages.Create("A proposal's event does not hold what our contract writes.", exception);
        }
    }

    private CouncilProposal Join(
        ProposedEvent proposed, Proposal kept, ImmutableArray<HasApprovedOutputDTO> approvals, ImmutableArray<ProposedCall> calls)
    {
        var hash = Keccak.Hash(ContractAbi.EncodeCalls(proposed.Calls));
        return kept.Proposer.ToChainAddress() == proposed.Proposer && kept.CallsHash.ToDigest() == hash
            ? new CouncilProposal
            {
                Id = proposed.Id,
                Proposer = proposed.Proposer,
                Reason = proposed.Reason,
                Calls = calls,
                ProposedAt = ContractFacts.Time(kept.ProposedAt),
                ReadyAt = ContractFacts.FindTime(kept.ApprovedAt) is null ? null : ContractFacts.Time(kept.ReadyAt),
                ExpiresAt = ContractFacts.Time(kept.ExpiresAt),
                Round = kept.Round.ToLong(),
                ExecutedAt = ContractFacts.FindTime(kept.ExecutedAt),
                ApprovedBy = [.. council.Members.Where((_, i) => approvals[i].ReturnValue1)],
            }
            : throw ChainOutages.Create($"The event and the contract do not agree about the proposal {proposed.Id.ToHex()}.");
    }

    /// <summary>
    /// The data of the event, with the reason as bytes. Nothing forces a reason to be UTF-8, and one member must not make the rest unreadable for
    /// others.
    /// </summary>
    private sealed class ProposedData
    {
        [Parameter("bytes[]", "calls", 1)]
        public List<byte[]> Calls { get; set; } = [];

        [Parameter("bytes", "reason", 2)]
        public byte[] Reason { get; set; } = [];

        [Parameter("uint64", "expiresAt", 3)]
        public ulong ExpiresAt { get; set; }
    }

    /// <summary>The last topic of the event.</summary>
    private sealed class ProposedBy
    {
        [Parameter("address", "proposer", 1)]
        public string Proposer { get; set; } = "";
    }
}
