using System.Collections.Immutable;
using System.Text.Json;
using Ledger.Verify.Evidence;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Rpc;

/// <summary>Block headers in RLP, from the form in which the execution API shows them. Stateless.</summary>
internal static class HeaderEncoding
{
    // In order: the Yellow Paper's fifteen, then what EIP-1559, EIP-4895, EIP-4844, EIP-4788 and EIP-7685 added.
    private static readonly (string Name, bool IsQuantity)[] Fields =
    [
        ("parentHash", false), ("sha3Uncles", false), ("miner", false), ("stateRoot", false), ("transactionsRoot", false), ("receiptsRoot", false),
        ("logsBloom", false), ("difficulty", true), ("number", true), ("gasLimit", true), ("gasUsed", true), ("timestamp", true),
        ("extraData", false), ("mixHash", false), ("nonce", false), ("baseFeePerGas", true), ("withdrawalsRoot", false), ("blobGasUsed", true),
        ("excessBlobGas", true), ("parentBeaconBlockRoot", false), ("requestsHash", false),
    ];

    /// <summary>The header of a block as the execution API shows it.</summary>
    /// <returns>RLP; null when there is no block, or one that lacks some of the fields every header has.</returns>
    /// <exception cref="Ledger.Anchoring.ChainUnavailableException">A field is not hexadecimal.</exception>
    public static ImmutableArray<byte>? FromJson(JsonElement block)
    {
        if (block.ValueKind is not JsonValueKind.Object)
        {
            return null;
        }

        // A chain before a field came has none of those after it either.
        RlpItem[] items = [.. Fields.TakeWhile(field => IsThere(block, field.Name)).Select(field => field.IsQuantity
            ? RlpItem.FromScalar(ChainJson.BigQuantity(block.GetProperty(field.Name)))
            : RlpItem.FromBytes(ChainJson.Data(block.GetProperty(field.Name))))];
        return items.Length < BlockHeader.FewestFields ? null : [.. Rlp.Encode(RlpItem.List(items))];
    }

    /// <summary>
    /// Whether a block, as the execution API shows it, can have the hash it is given. Only QBFT chains can be held to it, by their mark: others may
    /// hash a header by a rule of their own, or have fields that are not known here.
    /// </summary>
    /// <returns>False when it is a QBFT block and its fields give another hash; true also when there is nothing to compare.</returns>
    /// <exception cref="Ledger.Anchoring.ChainUnavailableException">A field is not hexadecimal.</exception>
    public static bool CanHaveHash(JsonElement block, Digest hash) =>
        FromJson(block) is not { } header || (BlockHeader.QbftHashOf(header.AsSpan()) ?? hash) == hash;

    private static bool IsThere(JsonElement block, string name) => block.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null;
}
