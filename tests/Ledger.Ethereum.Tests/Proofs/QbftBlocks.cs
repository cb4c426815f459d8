using System.Text.Json.Nodes;
using Ledger.Ethereum.Encoding;
using Ledger.Verify.Evidence;
using Ledger.Verify.Tests;
using Ledger.Verify.Tests.Evidence;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Tests.Proofs;

/// <summary>Makes QBFT blocks with the state of other chains' blocks, and headers in the JSON form of the execution API.</summary>
internal static class QbftBlocks
{
    private const int ExtraDataPlace = 12;
    private const int MixHashPlace = 13;

    private static readonly string[] Names =
    [
        "parentHash", "sha3Uncles", "miner", "stateRoot", "transactionsRoot", "receiptsRoot", "logsBloom", "difficulty", "number", "gasLimit", "gasUsed", "timestamp",
        "extraData", "mixHash", "nonce", "baseFeePerGas", "withdrawalsRoot", "blobGasUsed", "excessBlobGas", "parentBeaconBlockRoot", "requestsHash",
    ];

    private static readonly string[] Quantities =
        ["difficulty", "number", "gasLimit", "gasUsed", "timestamp", "baseFeePerGas", "blobGasUsed", "excessBlobGas"];

    /// <summary>Returns the same header with the QBFT mix hash, these validators and the seals of some of them.</summary>
    public static QbftHeader Rewrite(ReadOnlySpan<byte> header, IEnumerable<int> validators, IEnumerable<int> sealing)
    {
        var fields = ((RlpList)Rlp.Decode(header)).Items
            .SetItem(MixHashPlace, RlpItem.FromBytes(JsonVectors.Bytes(BlockHeader.QbftMixHash)))
            .SetItem(ExtraDataPlace, RlpItem.FromBytes(QbftExtraData.Encode([])));
        return QbftHeader.TryRead(Rlp.Encode(new RlpList(fields)), out var qbft)
            ? QbftSealer.Seal(QbftSealer.Rewrite(qbft, validators, round: 0), sealing)
            : throw new FormatException();
    }

    public static JsonObject ToJson(ReadOnlySpan<byte> header, Digest hash)
    {
        var json = new JsonObject { ["hash"] = hash.ToHex() };
        foreach (var (name, item) in Names.Zip(((RlpList)Rlp.Decode(header)).Items))
        {
            var bytes = ((RlpBytes)item).Bytes.AsSpan();
            json[name] = Quantities.Contains(name) ? Hex.Quantity(new System.Numerics.BigInteger(bytes, isUnsigned: true, isBigEndian: true)) : Hex.Data(bytes);
        }

        return json;
    }
}
