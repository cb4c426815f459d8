using System.Collections.Immutable;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Evidence;

/// <summary>
/// The header of a QBFT block. The seals are signatures over the header and are then stored in it, so the hash of the block leaves them out
/// (besu-eth/besu, <c>BftBlockHashing</c>). Immutable.
/// </summary>
internal sealed class QbftHeader
{
    // Yellow Paper section 4.4.3: the positions of these fields in a header.
    private const int NumberPlace = 8;
    private const int ExtraDataPlace = 12;
    private const int MixHashPlace = 13;

    private const int SealLength = 65;

    // Recovering a signer takes about a millisecond. The limit is far above what QBFT can serve. A header with more validators gets "too few
    // seals", which refutes nothing.
    private const int MostSeals = 1000;

    private static readonly Digest Mark = Digest.TryParseHex(BlockHeader.QbftMixHash, out var mark) ? mark : throw new UnreachableException();

    private readonly ImmutableArray<RlpItem> _fields;

    private QbftHeader(ImmutableArray<RlpItem> fields, QbftExtraData extraData)
    {
        _fields = fields;
        ExtraData = extraData;
    }

    public QbftExtraData ExtraData { get; }

    /// <summary>The hash of the block. Block 0 has no round and no seals, so its hash is that of its complete header.</summary>
    public Digest Hash => Keccak.Hash(IsGenesis ? Encode() : With(ExtraData with { Round = 0, Seals = [] }).Encode());

    /// <summary>The hash that a commit seal signs: the header with its round and without seals.</summary>
    public Digest SealHash => Keccak.Hash(With(ExtraData with { Seals = [] }).Encode());

    private bool IsGenesis => _fields[NumberPlace] is RlpBytes { Bytes.IsEmpty: true };

    /// <summary>Reads a header in RLP.</summary>
    /// <returns>False when it is not a QBFT header: another mix hash, or extra data in another form, such as that of IBFT 2.0.</returns>
    public static bool TryRead(ReadOnlySpan<byte> header, [NotNullWhen(true)] out QbftHeader? qbft)
    {
        qbft = Rlp.TryDecode(header, out var item) && item is RlpList { Items: { Length: >= BlockHeader.FewestFields } fields }
            && fields[MixHashPlace] is RlpBytes { Bytes: var mixHash } && mixHash.AsSpan().SequenceEqual(Mark.ToArray())
            && fields[ExtraDataPlace] is RlpBytes { Bytes: var bytes } && QbftExtraData.TryRead(bytes.AsSpan(), out var extraData)
                ? new QbftHeader(fields, extraData)
                : null;
        return qbft is not null;
    }

    /// <summary>The complete header in RLP, including its seals.</summary>
    public byte[] Encode() => Rlp.Encode(new RlpList(_fields));

    /// <summary>Returns the same header with other extra data.</summary>
    public QbftHeader With(QbftExtraData extraData) => new(_fields.SetItem(ExtraDataPlace, RlpItem.FromBytes(extraData.Encode())), extraData);

    /// <summary>Recovers the signers of the seals.</summary>
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
        seal is { Length: SealLength } && ChainPublicKey.Recover(signed, seal.AsSpan(0, 32), seal.AsSpan(32, 32), seal[^1]) is { } publicKey
            ? ChainPublicKey.AddressOf(publicKey)
            : null;
}
