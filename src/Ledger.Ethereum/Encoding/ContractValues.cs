using System.Numerics;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Encoding;

/// <summary>Values of the generated classes as ours. What no value of ours can be is refused, not cut.</summary>
internal static class ContractValues
{
    /// <exception cref="EncodingException">Not 32 bytes.</exception>
    public static Digest ToDigest(this byte[] value) =>
        Digest.TryRead(value, out var digest) ? digest : throw new EncodingException("ABI: a hash is not 32 bytes.");

    /// <exception cref="EncodingException">Not an address.</exception>
    public static ChainAddress ToChainAddress(this string value) =>
        ChainAddress.TryParse(value.ToLowerInvariant(), out var address) ? address : throw new EncodingException("ABI: not an address.");

    /// <exception cref="EncodingException">Above the range of a long: no size, block or count gets there.</exception>
    public static long ToLong(this ulong value) => value <= long.MaxValue ? (long)value : throw AboveLong();

    /// <inheritdoc cref="ToLong(ulong)"/>
    public static long ToLong(this BigInteger value) => value >= 0 && value <= long.MaxValue ? (long)value : throw AboveLong();

    private static EncodingException AboveLong() => new("ABI: the number is above 2^63 - 1.");
}
