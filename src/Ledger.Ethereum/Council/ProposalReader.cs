using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Ethereum.Contracts;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Rpc;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Council;

/// <summary>
/// Puts proposals together from their events, which alone hold the calls, and the contract, which holds how far they have come. An event
/// whose calls do not have the hash the contract holds is not believed.
/// </summary>
internal sealed class ProposalReader(ChainSession session, ChainAddress registry, CouncilState council)
{
    // Nothing makes a reason UTF-8, and one member must not keep the others from reading the rest: read as bytes.
    private static readonly AbiType ProposedData = AbiType.Parse("(bytes[],bytes,uint64)");

    public async ValueTask<ImmutableArray<CouncilProposal>> ReadAsync(ImmutableArray<EventLog> logs, CancellationToken cancellationToken)
    {
        var block = Hex.Quantity(council.Block.Number);
        var events = logs.Select(ReadEvent).ToList();
        var kept = await session.ViewAllAsync(
            [.. events.Select(proposed => new ViewCall(registry, CouncilAbi.ProposalOf, proposed.Id))], block, cancellationToken);
        var approved = await session.ViewAllAsync(
            [.. events.SelectMany(proposed => council.Members.Select(member => new ViewCall(registry, CouncilAbi.HasApproved, proposed.Id, member)))],
            block, cancellationToken);
        var described = await DescribeAsync(session, registry, [.. events.SelectMany(proposed => proposed.Calls)], cancellationToken);
        var proposals = ImmutableArray.CreateBuilder<CouncilProposal>(events.Count);
        var place = 0;
        for (var i = 0; i < events.Count; i++)
        {
            var approvals = approved[(i * council.Members.Length)..((i + 1) * council.Members.Length)];
            var calls = described[place..(place + events[i].Calls.Length)];
            place += events[i].Calls.Length;
            proposals.Add(Join(events[i], kept[i][0], approvals, calls));
        }

        return proposals.ToImmutable();
    }

    /// <summary>What calls mean; the names of departments and types in them are asked for in two questions.</summary>
    public static async ValueTask<ImmutableArray<ProposedCall>> DescribeAsync(
        ChainSession session, ChainAddress registry, ImmutableArray<ImmutableArray<byte>> calls, CancellationToken cancellationToken)
    {
        var ids = calls.Select(call => CouncilWords.IdsIn(call.AsSpan())).ToList();
        Digest[] departments = [.. ids.SelectMany(found => found.Departments).Distinct()];
        Digest[] types = [.. ids.SelectMany(found => found.Types).Distinct()];
        var answers = await session.ViewAllAsync(
            [
                .. departments.Select(id => new ViewCall(registry, RegistryAbi.DepartmentOf, id)),
                .. types.Select(id => new ViewCall(registry, RegistryAbi.TypeOf, id)),
            ],
            ChainSession.Latest, cancellationToken);
        var origins = departments.Zip(answers).ToDictionary(pair => pair.First, pair => ContractFacts.Department(pair.Second)?.Origin);
        var uris = types.Zip(answers.Skip(departments.Length)).ToDictionary(pair => pair.First, pair => ContractFacts.RecordType(pair.Second)?.Uri);

        // Departments and types that the same proposal brings in are not in the registry yet.
        foreach (var call in calls)
        {
            if (RegistryAbi.Admit.TryDecodeCall(call.AsSpan(), out var admitted))
            {
                origins[EthereumAnchorChain.DepartmentId(admitted[0].Text)] = admitted[0].Text;
            }
            else if (RegistryAbi.RegisterTypes.TryDecodeCall(call.AsSpan(), out var registered))
            {
                foreach (var uri in registered[1].Items)
                {
                    uris[EthereumAnchorChain.RecordTypeId(uri.Text)] = uri.Text;
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
            var data = AbiCodec.Decode(ProposedData, log.Data.AsSpan());
            var proposer = AbiCodec.Decode(AbiType.Parse("(address)"), log.Topics[2].ToArray())[0].Address;
            return new ProposedEvent(log.Topics[1], proposer, [.. data[0].Items.Select(call => call.Bytes)], System.Text.Encoding.UTF8.GetString(data[1].Bytes.AsSpan()));
        }
        catch (EncodingException exception)
        {
            throw new ChainUnavailableException("A proposal's event does not hold what our contract writes.", exception);
        }
    }

    private CouncilProposal Join(ProposedEvent proposed, AbiValue kept, ImmutableArray<AbiValue> approvals, ImmutableArray<ProposedCall> calls)
    {
        var hash = Keccak.Hash(AbiCodec.Encode(CouncilAbi.Calls, AbiValue.List(AbiValue.List(proposed.Calls.Select(call => (AbiValue)call)))));
        return kept[0].Address == proposed.Proposer && kept[8].Digest == hash
            ? new CouncilProposal
            {
                Id = proposed.Id,
                Proposer = proposed.Proposer,
                Reason = proposed.Reason,
                Calls = calls,
                ProposedAt = ContractFacts.Time(kept[1]),
                ReadyAt = ContractFacts.FindTime(kept[2]) is null ? null : ContractFacts.Time(kept[3]),
                ExpiresAt = ContractFacts.Time(kept[4]),
                Round = kept[5].Long,
                ExecutedAt = ContractFacts.FindTime(kept[6]),
                ApprovedBy = [.. council.Members.Where((_, i) => approvals[i][0].Truth)],
            }
            : throw new ChainUnavailableException($"The event and the contract do not agree about the proposal {proposed.Id.ToHex()}.");
    }
}

/// <summary>What the event of a proposal says.</summary>
internal sealed record ProposedEvent(Digest Id, ChainAddress Proposer, ImmutableArray<ImmutableArray<byte>> Calls, string Reason);
