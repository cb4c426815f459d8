using System.Buffers;
using System.Globalization;
using System.Numerics;
using Nethereum.Hex.HexTypes;

namespace Ledger.Ethereum.Encoding;

/// <summary>
/// The two hexadecimal forms of JSON-RPC: data (<c>0x</c>, two digits for each byte) and quantities (<c>0x</c>, no leading zeros, <c>0x0</c> for
/// zero). Written in lower case. Digits are read in either case, because nodes differ; nothing else is tolerated.
/// </summary>
internal static class Hex
{
    public static string Data(ReadOnlySpan<byte> bytes) => "0x" + Convert.ToHexStringLower(bytes);

    public static string Quantity(BigInteger value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value.Sign, nameof(value));
        return new HexBigInteger(value).HexValue;
    }

    public static bool TryData(string? text, out byte[] bytes)
    {
        bytes = text is { Length: >= 2 } ? new byte[(text.Length - 2) / 2] : [];
        return text is not null && text.Length % 2 == 0 && text.StartsWith("0x", StringComparison.Ordinal)
            && Convert.FromHexString(text.AsSpan(2), bytes, out _, out _) is OperationStatus.Done;
    }

    /// <summary>Reads a quantity of at most 32 bytes, without leading zeros.</summary>
    public static bool TryQuantity(string? text, out BigInteger value)
    {
        value = BigInteger.Zero;

        // The leading 0 prevents a high first digit from being read as a minus sign.
        return text is { Length: > 2 and <= 66 } && text.StartsWith("0x", StringComparison.Ordinal) && (text[2] != '0' || text.Length == 3)
            && BigInteger.TryParse($"0{text.AsSpan(2)}", NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
    }
}
