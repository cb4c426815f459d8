using System.Collections.Immutable;
using System.Text.Json;
using Ledger.Ethereum.Rpc;
using Ledger.Verify.Chain;
using Ledger.Verify.Evidence;
using Ledger.Verify.Trees;
using Nethereum.RPC.Eth;
using Nethereum.RPC.Eth.DTOs;

namespace Ledger.Ethereum.Proofs;

/// <summary>Reads slots with their proofs (<c>eth_getProof</c>, EIP-1186), and the header that they lead to.</summary>
internal static class EvidenceReader
{
    /// <summary>
    /// Reads the evidence. Null when the endpoint has no proofs, or when they do not lead to the hash of the block. That happens on chains that
    /// hash headers in another way, and on development chains whose state changes outside blocks. A QBFT block with too few seals is returned,
    /// because it shows why it proves nothing.
    /// </summary>
    public static async ValueTask<StateEvidence?> ReadAsync(
        ChainSession session, ChainBlock block, IReadOnlyList<(ChainAddress Contract, ImmutableArray<Digest> Slots)> wanted, CancellationToken cancellationToken)
    {
        var number = new BlockParameter((ulong)block.Number);
        var calls = wanted.Select(one => new EthGetProof(null).BuildRequest(one.Contract.ToString(), [.. one.Slots.Select(slot => slot.ToHex())], number));
        var answers = await session.AskAllAsync([ChainRequests.Block(block.Number), .. calls], cancellationToken);
        if (answers.Any(answer => answer.Error is not null) || HeaderEncoding.FromJson(answers[0].Get()) is not { } header)
        {
            return null;
        }

        var evidence = new StateEvidence(
            header, [.. wanted.Zip(answers.Skip(1), (one, answer) => ReadAccount(one.Contract, one.Slots, answer.Get()))]);
        var isOfBlock = ProvenState.TryOpen(evidence, out var state) ? state.Block.Hash == block.Hash
            : BlockSeals.Find(header.AsSpan()) is { AreEnough: false } seals && seals.BlockHash == block.Hash;
        return isOfBlock ? evidence : null;
    }

    private static AccountEvidence ReadAccount(ChainAddress contract, ImmutableArray<Digest> slots, JsonElement answer)
    {
        var storage = ChainJson.Member(answer, "storageProof");
        return storage.ValueKind is JsonValueKind.Array && storage.GetArrayLength() == slots.Length
            ? new AccountEvidence(
                contract, ReadNodes(ChainJson.Member(answer, "accountProof")),
                [.. slots.Zip(storage.EnumerateArray(), (slot, proof) => new SlotEvidence(slot, ReadNodes(ChainJson.Member(proof, "proof"))))])
            : throw ChainJson.Unexpected("a proof is missing");
    }

    private static ImmutableArray<ImmutableArray<byte>> ReadNodes(JsonElement nodes) => nodes.ValueKind is JsonValueKind.Array
        ? [.. nodes.EnumerateArray().Select(node => (ImmutableArray<byte>)[.. ChainJson.Data(node)])]
        : throw ChainJson.Unexpected("a proof is not a list");
}
