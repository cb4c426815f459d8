using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Proofs;
using Ledger.Ethereum.Transactions;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Consortium;

/// <summary>
/// A block header of a QBFT chain. Validators seal the header and put the seals into it, so its hash leaves them out
/// (besu-eth/besu, <c>BftBlockHashing</c>). Immutable.
/// </summary>
internal sealed class QbftHeader
{
    /// <summary>The mix hash of every block of IBFT and QBFT: ASCII of "ctical byzantine fault tolerance" (EIP-650).</summary>
    public const string Mark = "0x63746963616c2062797a616e74696e65206661756c7420746f6c6572616e6365";

    // Yellow Paper section 4.4.3: where these stand in a header.
    private const int NumberPlace = 8;
    private const int ExtraDataPlace = 12;
    private const int MixHashPlace = 13;

    private const int SealLength = 65;

    // A recovery takes about a millisecond. Far more validators than QBFT serves; who names more gets "too few seals", which refuses nothing.
    private const int MostSeals = 1000;

    private readonly ImmutableArray<RlpItem> _fields;

    private QbftHeader(ImmutableArray<RlpItem> fields, QbftExtraData extraData)
    {
        _fields = fields;
        ExtraData = extraData;
    }

    public QbftExtraData ExtraData { get; }

    /// <summary>The block's hash. Block 0 has no round and no seals, so its hash is that of its whole header, as on any chain.</summary>
    public Digest Hash => Keccak.Hash(IsGenesis ? Encode() : With(ExtraData with { Round = 0, Seals = [] }).Encode());

    /// <summary>What a commit seal signs: the header with its round and without seals.</summary>
    public Digest SealHash => Keccak.Hash(With(ExtraData with { Seals = [] }).Encode());

    private bool IsGenesis => _fields[NumberPlace] is RlpBytes { Bytes.IsEmpty: true };

    /// <summary>Reads a header in RLP.</summary>
    /// <returns>False when it is not the header of a QBFT block: another mix hash, or extra data of another form, such as that of IBFT 2.0.</returns>
    public static bool TryRead(ReadOnlySpan<byte> header, [NotNullWhen(true)] out QbftHeader? qbft)
    {
        qbft = null;
        try
        {
            if (Rlp.Decode(header) is RlpList { Items: { Length: >= HeaderEncoding.FewestFields } fields }
                && fields[MixHashPlace] is RlpBytes { Bytes: var mixHash } && Hex.Data(mixHash.AsSpan()) == Mark
                && fields[ExtraDataPlace] is RlpBytes { Bytes: var bytes } && QbftExtraData.TryRead(bytes.AsSpan(), out var extraData))
            {
                qbft = new QbftHeader(fields, extraData);
            }
        }
        catch (EncodingException)
        {
            // Not a header of any chain.
        }

        return qbft is not null;
    }

    /// <summary>The whole header in RLP, with its seals.</summary>
    public byte[] Encode() => Rlp.Encode(new RlpList(_fields));

    /// <summary>The same header with other extra data.</summary>
    public QbftHeader With(QbftExtraData extraData) => new(_fields.SetItem(ExtraDataPlace, RlpItem.Of(extraData.Encode())), extraData);

    /// <summary>Recovers who made the seals.</summary>
    public BlockSeals ReadSeals()
    {
        var (validators, seals) = (ExtraData.Validators, ExtraData.Seals);
        if (seals.Length > validators.Length || seals.Length > MostSeals)
        {
            return new BlockSeals(Hash, validators, [], seals.Length);
        }

        var signed = SealHash;
        var known = validators.ToHashSet();
        var signers = seals.Select(seal => Recover(signed, seal)).OfType<ChainAddress>().Where(known.Contains).Distinct().ToImmutableArray();
        return new BlockSeals(Hash, validators, signers, seals.Length - signers.Length);
    }

    private static ChainAddress? Recover(Digest signed, ImmutableArray<byte> seal) =>
        seal is { Length: SealLength } && seal[^1] <= 1 && Secp256k1.Recover(signed, seal.AsSpan(0, 32), seal.AsSpan(32, 32), seal[^1]) is { } publicKey
            ? Secp256k1.Address(publicKey)
            : null;
}
