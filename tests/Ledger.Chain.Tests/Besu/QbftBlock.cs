using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using Ledger.Ethereum.Encoding;
using Ledger.Verify.Chain;
using Ledger.Verify.Evidence;
using Ledger.Verify.Tests.Evidence;
using Ledger.Verify.Trees;

namespace Ledger.Chain.Tests.Besu;

/// <summary>
/// One block of the chain, with the additions of QBFT to a header: validators, round and seals in the extra data, the proposer as the miner, the mix
/// hash and difficulty 1. It is encoded and hashed by the rule (besu-eth/besu, <c>BftBlockHashing</c>), without the code under test. It is sealed when
/// it is first read, because four signatures take longer than the rest. Immutable.
/// </summary>
internal sealed class QbftBlock
{
    private const int Validators = 4;

    // The header of London: Yellow Paper section 4.4.3, then EIP-1559.
    private static readonly (string Name, bool IsQuantity)[] Fields =
    [
        ("parentHash", false), ("sha3Uncles", false), ("miner", false), ("stateRoot", false), ("transactionsRoot", false), ("receiptsRoot", false),
        ("logsBloom", false), ("difficulty", true), ("number", true), ("gasLimit", true), ("gasUsed", true), ("timestamp", true),
        ("extraData", false), ("mixHash", false), ("nonce", false), ("baseFeePerGas", true),
    ];

    private static readonly ImmutableArray<(int Key, ChainAddress Address)> Keys =
        [.. Enumerable.Range(1, Validators).Select(key => (key, QbftSealer.AddressOf(key))).OrderBy(pair => pair.Item2.ToString(), StringComparer.Ordinal)];

    private readonly JsonObject _header; // contains the extra data that is hashed
    private readonly ImmutableArray<string> _transactions;
    private readonly Lazy<string> _extraData;

    private QbftBlock(JsonObject source, long number, string parentHash, string timestamp, BigInteger baseFee)
    {
        Number = number;
        _header = [];
        foreach (var (name, _) in Fields)
        {
            _header[name] = source[name]?.DeepClone();
        }

        _header["parentHash"] = parentHash;
        _header["miner"] = number == 0 ? default(ChainAddress).ToString() : Keys[(int)(number % Validators)].Address.ToString();
        _header["difficulty"] = "0x1";
        _header["timestamp"] = timestamp;
        _header["extraData"] = Hex.Data(new QbftExtraData([.. new byte[32]], ValidatorAddresses, new RlpList([]), 0, []).Encode());
        _header["mixHash"] = BlockHeader.QbftMixHash;
        _header["nonce"] = "0x0000000000000000";
        _header["baseFeePerGas"] = Hex.Quantity(baseFee);
        _transactions = [.. source["transactions"]!.AsArray().Select(hash => (string)hash!)];
        Hash = Keccak.Hash(Encode(_header));
        _extraData = new Lazy<string>(Seal);
    }

    /// <summary>The validators of every block, in ascending order.</summary>
    public static ImmutableArray<ChainAddress> ValidatorAddresses => [.. Keys.Select(key => key.Address)];

    public long Number { get; }

    /// <summary>Keccak-256 of the header with round 0 and no seals.</summary>
    public Digest Hash { get; }

    // A few blocks are agreed in a later round, because the first proposer is sometimes absent.
    private int Round => Number == 0 ? 0 : (Number % 5) switch { 3 => 1, 4 when Number % 3 == 0 => 2, _ => 0 };

    /// <summary>Makes block 0 of the genesis file. It is empty, its time is in 1970, and the base fee is 1 gwei, as for London's first block.</summary>
    public static QbftBlock Genesis(JsonObject source)
    {
        var genesis = source.DeepClone().AsObject();
        genesis["number"] = "0x0";
        return new QbftBlock(genesis, 0, default(Digest).ToHex(), "0x0", 1_000_000_000);
    }

    /// <summary>Makes the block after a parent, with the content of a block of anvil.</summary>
    public static QbftBlock After(QbftBlock parent, JsonObject source) =>
        new(source, parent.Number + 1, parent.Hash.ToHex(), (string)source["timestamp"]!, 0);

    /// <summary>The answer of <c>eth_getBlockByNumber</c> (Besu's <c>BlockResult</c>), with the hashes of the transactions.</summary>
    public JsonObject ToJson()
    {
        var block = new JsonObject { ["number"] = Hex.Quantity(Number), ["hash"] = Hash.ToHex() };
        foreach (var (name, _) in Fields)
        {
            block[name] = _header[name]!.DeepClone();
        }

        block["extraData"] = _extraData.Value;
        block["totalDifficulty"] = Hex.Quantity(Number + 1);
        block["size"] = Hex.Quantity(Encode(block).Length);
        block["uncles"] = new JsonArray();
        block["transactions"] = new JsonArray([.. _transactions.Select(hash => (JsonNode)hash)]);
        return block;
    }

    private string Seal()
    {
        if (Number == 0)
        {
            return (string)_header["extraData"]!;
        }

        var unsealed = QbftHeader.TryRead(Encode(_header), out var header) ? header : throw new InvalidOperationException("No QBFT header.");
        var agreed = unsealed.With(unsealed.ExtraData with { Round = Round });
        var absent = Number % 3 == 0 ? 0 : 1; // Three of four seals are enough. Some blocks have all four.
        var sealing = Enumerable.Range(0, Validators - absent).Select(i => Keys[(int)((Number + i) % Validators)].Key);
        return Hex.Data(QbftSealer.Seal(agreed, sealing).ExtraData.Encode());
    }

    private static byte[] Encode(JsonObject header) => Rlp.Encode(new RlpList(
        [.. Fields.Select(field => Item((string)header[field.Name]!, field.IsQuantity))]));

    private static RlpItem Item(string text, bool isQuantity) => isQuantity
        ? RlpItem.FromScalar(BigInteger.Parse("0" + text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture))
        : RlpItem.FromBytes(Convert.FromHexString(text.AsSpan(2)));
}
