using System.Collections.Immutable;
using System.Text.Json;
using Ledger.Verify.Evidence;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Rpc;

/// <summary>Encodes block headers in RLP from the JSON of the execution API. Stateless.</summary>
internal static class HeaderEncoding
{
    // In order: the fifteen fields of the Yellow Paper, then those of EIP-1559, EIP-4895, EIP-4844, EIP-4788 and EIP-7685.
    private static readonly (string Name, bool IsQuantity)[] Fields =
    [
        ("parentHash", false), ("sha3Uncles", false), ("miner", false), ("stateRoot", false), ("transactionsRoot", false), ("receiptsRoot", false),
        ("logsBloom", false), ("difficulty", true), ("number", true), ("gasLimit", true), ("gasUsed", true), ("timestamp", true),
        ("extraData", false), ("mixHash", false), ("nonce", false), ("baseFeePerGas", true), ("withdrawalsRoot", false), ("blobGasUsed", true),
        ("excessBlobGas", true), ("parentBeaconBlockRoot", false), ("requestsHash", false),
    ];

    /// <summary>Encodes the header of a block in the JSON form of the execution API.</summary>
    /// <returns>The header in RLP. Null when there is no block, or when a field is missing that every header has.</returns>
    /// <exception cref="FaultException">A field is not hexadecimal.</exception>
    public static ImmutableArray<byte>? FromJson(JsonElement block)
    {
        if (block.ValueKind is not JsonValueKind.Object)
        {
            return null;
        }

        // A chain that lacks a field also lacks all later fields.
        RlpItem[] items = [.. Fields.TakeWhile(field => IsThere(block, field.Name)).Select(field => field.IsQuantity
            ? RlpItem.FromScalar(ChainJson.BigQuantity(block.GetProperty(field.Name)))
            : RlpItem.FromBytes(ChainJson.Data(block.GetProperty(field.Name))))];
        return items.Length < BlockHeader.FewestFields ? null : [.. Rlp.Encode(RlpItem.List(items))];
    }

    /// <summary>
    /// Whether a block in the JSON form of the execution API can have the given hash. Only QBFT blocks can be checked; they are recognised by their
    /// mix hash. Other chains may hash a header by their own rule, or have unknown fields.
    /// </summary>
    /// <returns>False when it is a QBFT block whose fields give another hash. True also when nothing can be compared.</returns>
    /// <exception cref="FaultException">A field is not hexadecimal.</exception>
    public static bool CanHaveHash(JsonElement block, Digest hash) =>
        FromJson(block) is not { } header || (BlockHeader.QbftHashOf(header.AsSpan()) ?? hash) == hash;

    private static bool IsThere(JsonElement block, string name) => block.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null;
}
