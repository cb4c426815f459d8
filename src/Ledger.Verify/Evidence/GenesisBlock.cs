using System.Collections.Immutable;
using System.Numerics;
using System.Text.Json;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Evidence;

/// <summary>
/// Block 0 of a chain that Besu starts from a genesis file. Its hash is the Keccak-256 of its complete header, on QBFT chains as on others.
/// Immutable.
/// </summary>
/// <param name="Hash">The hash of block 0. Every endpoint of the chain must return it.</param>
/// <param name="StateRoot">The root of the state tree with the accounts in <c>alloc</c>.</param>
/// <param name="Header">The header in RLP.</param>
public sealed record GenesisBlock(Digest Hash, Digest StateRoot, ImmutableArray<byte> Header)
{
    private const int BloomLength = 256;
    private const int NonceLength = 8;

    /// <summary>
    /// The base fee of 1 gwei (besu-eth/besu, <c>GenesisConfig</c>). It applies when London starts at block 0 and the file names no fee, also on
    /// chains without fees.
    /// </summary>
    private static readonly BigInteger DefaultBaseFee = 0x3b9aca00;

    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        "config", "nonce", "timestamp", "gasLimit", "difficulty", "mixHash", "coinbase", "alloc", "extraData", "baseFeePerGas", "number", "gasUsed", "parentHash",
    };

    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip };

    /// <summary>The first validators of the chain, from the extra data. Empty when a contract names them, and on other kinds of chain.</summary>
    public ImmutableArray<ChainAddress> Validators => QbftHeader.TryRead(Header.AsSpan(), out var qbft) ? qbft.ExtraData.Validators : [];

    /// <summary>Encodes the extra data of block 0 of a QBFT chain, as <c>besu rlp encode --type=QBFT_EXTRA_DATA</c> does.</summary>
    /// <param name="validators">The validators, in the order in which they are written.</param>
    public static byte[] EncodeExtraData(IEnumerable<ChainAddress> validators) => QbftExtraData.Encode(validators);

    /// <summary>
    /// Computes block 0 from a genesis file. Chains with a fork after London (Shanghai and later) at block 0 are not supported, nor are accounts
    /// with code or storage.
    /// </summary>
    /// <param name="file">The genesis file, in UTF-8.</param>
    /// <exception cref="FaultException">The file is not a genesis file, or needs something that is not supported. The detail names the
    /// place.</exception>
    public static GenesisBlock Read(ReadOnlyMemory<byte> file)
    {
        try
        {
            using var document = JsonDocument.Parse(file, Lenient);
            return Read(new GenesisJson(document.RootElement, ""));
        }
        catch (JsonException problem)
        {
            throw GenesisFileProblems.Malformed("not JSON", problem);
        }
    }

    private static GenesisBlock Read(GenesisJson file)
    {
        foreach (var name in file.Names.Where(name => !Known.Contains(name)))
        {
            throw GenesisFileProblems.Unsupported(name);
        }

        foreach (var name in new[] { "number", "gasUsed", "parentHash" })
        {
            if (file.Has(name) && !file.Number(name, Digest.Length).IsZero)
            {
                throw GenesisFileProblems.Unsupported(name);
            }
        }

        var stateRoot = GenesisAccounts.StateRoot(file.Object("alloc"));
        byte[] header = Rlp.Encode(RlpItem.List([.. Fields(file, stateRoot), .. BaseFee(file)]));
        return new GenesisBlock(Keccak.Hash(header), stateRoot, [.. header]);
    }

    // Yellow Paper section 4.4.3, in this order.
    private static IEnumerable<RlpItem> Fields(GenesisJson file, Digest stateRoot) =>
    [
        RlpItem.FromBytes(new byte[Digest.Length]),
        RlpItem.FromBytes(Keccak.Hash(Rlp.Encode(RlpItem.List())).ToArray()), // no uncles
        RlpItem.FromBytes(file.Bytes("coinbase", ChainAddress.Length)),
        RlpItem.FromBytes(stateRoot.ToArray()),
        RlpItem.FromBytes(PatriciaTrie.EmptyRoot.ToArray()), // no transactions
        RlpItem.FromBytes(PatriciaTrie.EmptyRoot.ToArray()), // no receipts
        RlpItem.FromBytes(new byte[BloomLength]),
        RlpItem.FromScalar(file.Number("difficulty", Digest.Length)),
        RlpItem.FromScalar(BigInteger.Zero),
        RlpItem.FromScalar(file.Number("gasLimit", sizeof(long))),
        RlpItem.FromScalar(BigInteger.Zero),
        RlpItem.FromScalar(file.Number("timestamp", sizeof(long))),
        RlpItem.FromBytes(file.Bytes("extraData")),
        RlpItem.FromBytes(file.Bytes("mixHash", Digest.Length)),
        RlpItem.FromBytes(Fixed(file.Number("nonce", NonceLength))),
    ];

    /// <summary>
    /// The sixteenth field (EIP-1559), present when London starts at block 0. Forks that start later add fields to later blocks only.
    /// </summary>
    private static IEnumerable<RlpItem> BaseFee(GenesisJson file)
    {
        var config = file.Object("config");
        var time = file.Number("timestamp", sizeof(long));
        foreach (var name in config.Names.Where(name => name.EndsWith("Time", StringComparison.OrdinalIgnoreCase)))
        {
            if (config.FindPlainNumber(name) is { } begins && begins <= time)
            {
                throw GenesisFileProblems.Unsupported($"config.{name}");
            }
        }

        var isLondon = config.FindPlainNumber("londonBlock") == 0;
        return (isLondon, file.Has("baseFeePerGas")) switch
        {
            (true, true) => [RlpItem.FromScalar(file.Number("baseFeePerGas", Digest.Length))],
            (true, false) => [RlpItem.FromScalar(DefaultBaseFee)],
            (false, false) => [],
            (false, true) => throw GenesisFileProblems.Unsupported("baseFeePerGas without londonBlock 0"),
        };
    }

    private static byte[] Fixed(BigInteger nonce)
    {
        var digits = nonce.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[NonceLength - digits.Length], .. digits];
    }
}
