using System.Collections.Immutable;
using System.Text.Json;
using Ledger.Ethereum.Consortium;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Rpc;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Proofs;

/// <summary>Block headers in RLP, and the hashes they have. Stateless.</summary>
internal static class HeaderEncoding
{
    /// <summary>The fields that every header has (Yellow Paper, section 4.4.3).</summary>
    public const int FewestFields = 15;

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

        var items = new List<RlpItem>();
        foreach (var (name, isQuantity) in Fields)
        {
            if (!block.TryGetProperty(name, out var value) || value.ValueKind is JsonValueKind.Null)
            {
                break; // A chain before that field came, which has none of those after it either.
            }

            items.Add(isQuantity ? RlpItem.Of(ChainJson.BigQuantity(value)) : RlpItem.Of(ChainJson.Data(value)));
        }

        return items.Count < FewestFields ? null : [.. Rlp.Encode(new RlpList([.. items]))];
    }

    /// <summary>The hash of the block with this header: Keccak-256 of the header, of a QBFT header without what was added when it was sealed.</summary>
    /// <param name="header">The header in RLP, a QBFT one with its seals.</param>
    public static Digest HashOf(ReadOnlySpan<byte> header) => QbftHeader.TryRead(header, out var qbft) ? qbft.Hash : Keccak.Hash(header);

    /// <summary>
    /// Whether a block, as the execution API shows it, can have the hash it is given. Only QBFT chains can be held to it, by their mark: others may
    /// hash a header by a rule of their own, or have fields that are not known here.
    /// </summary>
    /// <returns>False when it is a QBFT block and its fields give another hash; true also when there is nothing to compare.</returns>
    /// <exception cref="Ledger.Anchoring.ChainUnavailableException">A field is not hexadecimal.</exception>
    public static bool CanHaveHash(JsonElement block, Digest hash) =>
        FromJson(block) is not { } header || !QbftHeader.TryRead(header.AsSpan(), out var qbft) || qbft.Hash == hash;
}
