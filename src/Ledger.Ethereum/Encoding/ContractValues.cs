using System.Numerics;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Encoding;

/// <summary>Converts values of the generated classes to our types. A value outside their range is refused, never truncated.</summary>
internal static class ContractValues
{
    /// <exception cref="EncodingException">The value is not 32 bytes long.</exception>
    public static Digest ToDigest(this byte[] value) =>
        Digest.TryRead(value, out var digest) ? digest : throw new EncodingException("ABI: a hash is not 32 bytes.");

    /// <exception cref="EncodingException">The text is not an address.</exception>
    public static ChainAddress ToChainAddress(this string value) =>
        ChainAddress.TryParse(value.ToLowerInvariant(), out var address) ? address : throw new EncodingException("ABI: not an address.");

    /// <exception cref="EncodingException">The number is greater than 2^63 − 1, which no size, block or count can be.</exception>
    public static long ToLong(this ulong value) => value <= long.MaxValue ? (long)value : throw AboveLong();

    /// <inheritdoc cref="ToLong(ulong)"/>
    public static long ToLong(this BigInteger value) => value >= 0 && value <= long.MaxValue ? (long)value : throw AboveLong();

    private static EncodingException AboveLong() => new("ABI: the number is above 2^63 - 1.");
}
