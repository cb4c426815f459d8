namespace Ledger.Verify.Trees;

/// <summary>
/// The hashes of a Merkle tree (RFC 9162 section 2.1.1). Leaves and inner nodes have different first bytes, so one can never stand for the other.
/// </summary>
public static class TreeHash
{
    private const byte LeafPrefix = 0;
    private const byte NodePrefix = 1;
    private const int StackLimit = 1024;

    /// <summary>The root of an empty tree: SHA-256 of no bytes.</summary>
    public static Digest Empty { get; } = Digest.Sha256([]);

    /// <summary>SHA-256(0x00 ‖ entry).</summary>
    public static Digest Leaf(ReadOnlySpan<byte> entry)
    {
        var length = entry.Length + 1;
        var buffer = length <= StackLimit ? stackalloc byte[length] : new byte[length];
        buffer[0] = LeafPrefix;
        entry.CopyTo(buffer[1..]);
        return Digest.Sha256(buffer);
    }

    /// <summary>SHA-256(0x01 ‖ left ‖ right).</summary>
    public static Digest Node(Digest left, Digest right)
    {
        Span<byte> buffer = stackalloc byte[1 + (2 * Digest.Length)];
        buffer[0] = NodePrefix;
        left.CopyTo(buffer[1..]);
        right.CopyTo(buffer[(1 + Digest.Length)..]);
        return Digest.Sha256(buffer);
    }
}
