using Ledger.Verify.Trees;

namespace Ledger.Verify.Evidence;

/// <summary>Block headers in RLP, and the hashes they have. Stateless and thread-safe.</summary>
public static class BlockHeader
{
    /// <summary>The mix hash of every block of IBFT and QBFT: ASCII of "ctical byzantine fault tolerance" (EIP-650).</summary>
    public const string QbftMixHash = "0x63746963616c2062797a616e74696e65206661756c7420746f6c6572616e6365";

    /// <summary>The fields that every header has (Yellow Paper, section 4.4.3).</summary>
    public const int FewestFields = 15;

    /// <summary>The hash of the block with this header: Keccak-256 of the header, of a QBFT header without what was added when it was sealed.</summary>
    /// <param name="header">The header in RLP, a QBFT one with its seals.</param>
    public static Digest HashOf(ReadOnlySpan<byte> header) => QbftHashOf(header) ?? Keccak.Hash(header);

    /// <summary>The hash of a QBFT block (besu-eth/besu, <c>BftBlockHashing</c>).</summary>
    /// <param name="header">The header in RLP, with its seals.</param>
    /// <returns>Null when it is not the header of a QBFT block.</returns>
    public static Digest? QbftHashOf(ReadOnlySpan<byte> header) => QbftHeader.TryRead(header, out var qbft) ? qbft.Hash : null;
}
