using System.Collections.Immutable;
using System.Text.Json;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Rpc;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;
using Nethereum.RPC.Eth;
using Nethereum.RPC.Eth.DTOs;

namespace Ledger.Ethereum.Proofs;

/// <summary>Asks an endpoint for slots with their proofs (<c>eth_getProof</c>, EIP-1186) and for the header they lead to.</summary>
internal static class EvidenceReader
{
    // The fields of a header in RLP, in order: the Yellow Paper's fifteen, then what EIP-1559, EIP-4895, EIP-4844, EIP-4788 and EIP-7685 added.
    private static readonly (string Name, bool IsQuantity)[] Fields =
    [
        ("parentHash", false), ("sha3Uncles", false), ("miner", false), ("stateRoot", false), ("transactionsRoot", false), ("receiptsRoot", false),
        ("logsBloom", false), ("difficulty", true), ("number", true), ("gasLimit", true), ("gasUsed", true), ("timestamp", true),
        ("extraData", false), ("mixHash", false), ("nonce", false), ("baseFeePerGas", true), ("withdrawalsRoot", false), ("blobGasUsed", true),
        ("excessBlobGas", true), ("parentBeaconBlockRoot", false), ("requestsHash", false),
    ];

    /// <summary>
    /// Null when the endpoint has no proofs, or has some that do not lead to the block's hash: chains whose header is hashed in another way,
    /// and development chains whose state is changed beside their blocks.
    /// </summary>
    public static async ValueTask<StateEvidence?> ReadAsync(
        ChainSession session, ChainBlock block, IReadOnlyList<(ChainAddress Contract, ImmutableArray<Digest> Slots)> wanted, CancellationToken cancellationToken)
    {
        var number = new BlockParameter((ulong)block.Number);
        var calls = wanted.Select(one => new EthGetProof(null).BuildRequest(one.Contract.ToString(), [.. one.Slots.Select(slot => slot.ToHex())], number));
        var answers = await session.AskAllAsync([ChainRequests.Block(block.Number), .. calls], cancellationToken);
        if (answers.Any(answer => answer.Error is not null) || EncodeHeader(answers[0].Get()) is not { } header)
        {
            return null;
        }

        var evidence = new StateEvidence(
            header, [.. wanted.Zip(answers.Skip(1), (one, answer) => ReadAccount(one.Contract, one.Slots, answer.Get()))]);
        return ProvenState.TryOpen(evidence, out var state) && state.Block.Hash == block.Hash ? evidence : null;
    }

    private static ImmutableArray<byte>? EncodeHeader(JsonElement block)
    {
        if (block.ValueKind is not JsonValueKind.Object)
        {
            return null;
        }

        var items = new List<RlpItem>();
        foreach (var (name, isQuantity) in Fields)
        {
            if (!block.TryGetProperty(name, out var value) || value.ValueKind is JsonValueKind.Null)
            {
                break; // A chain before that field came, which has none of those after it either.
            }

            items.Add(isQuantity ? RlpItem.Of(ChainJson.BigQuantity(value)) : RlpItem.Of(ChainJson.Data(value)));
        }

        return [.. Rlp.Encode(RlpItem.List([.. items]))];
    }

    private static AccountEvidence ReadAccount(ChainAddress contract, ImmutableArray<Digest> slots, JsonElement answer)
    {
        var storage = Member(answer, "storageProof");
        return storage.ValueKind is JsonValueKind.Array && storage.GetArrayLength() == slots.Length
            ? new AccountEvidence(
                contract, ReadNodes(Member(answer, "accountProof")),
                [.. slots.Zip(storage.EnumerateArray(), (slot, proof) => new SlotEvidence(slot, ReadNodes(Member(proof, "proof"))))])
            : throw ChainJson.Unexpected("a proof is missing");
    }

    private static ImmutableArray<ImmutableArray<byte>> ReadNodes(JsonElement nodes) => nodes.ValueKind is JsonValueKind.Array
        ? [.. nodes.EnumerateArray().Select(node => (ImmutableArray<byte>)[.. ChainJson.Data(node)])]
        : throw ChainJson.Unexpected("a proof is no list");

    private static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : throw ChainJson.Unexpected($"{name} is missing");
}
