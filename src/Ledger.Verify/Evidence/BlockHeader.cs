using Ledger.Verify.Trees;

namespace Ledger.Verify.Evidence;

/// <summary>Hashes block headers in RLP. Stateless and thread-safe.</summary>
public static class BlockHeader
{
    /// <summary>The mix hash of every IBFT and QBFT block: the ASCII of "ctical byzantine fault tolerance" (EIP-650).</summary>
    public const string QbftMixHash = "0x63746963616c2062797a616e74696e65206661756c7420746f6c6572616e6365";

    /// <summary>The number of fields that every header has (Yellow Paper, section 4.4.3).</summary>
    public const int FewestFields = 15;

    /// <summary>The hash of a block: Keccak-256 of its header. For a QBFT header, the parts that sealing adds are left out.</summary>
    /// <param name="header">The header in RLP. A QBFT header includes its seals.</param>
    public static Digest HashOf(ReadOnlySpan<byte> header) => QbftHashOf(header) ?? Keccak.Hash(header);

    /// <summary>The hash of a QBFT block (besu-eth/besu, <c>BftBlockHashing</c>).</summary>
    /// <param name="header">The header in RLP, including its seals.</param>
    /// <returns>Null when it is not the header of a QBFT block.</returns>
    public static Digest? QbftHashOf(ReadOnlySpan<byte> header) => QbftHeader.TryRead(header, out var qbft) ? qbft.Hash : null;
}
