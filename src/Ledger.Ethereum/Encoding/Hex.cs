using System.Numerics;

namespace Ledger.Ethereum.Encoding;

/// <summary>
/// The two hexadecimal forms of JSON-RPC: data (<c>0x</c>, two digits a byte) and quantities (<c>0x</c>, no leading zeros, <c>0x0</c> for zero).
/// Written in lower case; digits are read in either case, because nodes differ, but nothing else is forgiven.
/// </summary>
internal static class Hex
{
    public static string Data(ReadOnlySpan<byte> bytes) => "0x" + Convert.ToHexStringLower(bytes);

    public static string Quantity(BigInteger value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value.Sign, nameof(value));
        var digits = value.ToString("x", System.Globalization.CultureInfo.InvariantCulture).TrimStart('0');
        return digits.Length == 0 ? "0x0" : "0x" + digits;
    }

    public static bool TryData(string? text, out byte[] bytes)
    {
        bytes = [];
        if (text is null || text.Length % 2 != 0 || !text.StartsWith("0x", StringComparison.Ordinal) || !AreDigits(text.AsSpan(2)))
        {
            return false;
        }

        bytes = Convert.FromHexString(text.AsSpan(2));
        return true;
    }

    /// <summary>At most 32 bytes' worth of digits, no leading zeros.</summary>
    public static bool TryQuantity(string? text, out BigInteger value)
    {
        value = BigInteger.Zero;
        if (text is not { Length: > 2 and <= 66 } || !text.StartsWith("0x", StringComparison.Ordinal)
            || (text[2] == '0' && text.Length > 3) || !AreDigits(text.AsSpan(2)))
        {
            return false;
        }

        // The leading 0 keeps a high first digit from being read as a minus sign.
        value = BigInteger.Parse(
            string.Concat("0", text.AsSpan(2)), System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture);
        return true;
    }

    private static bool AreDigits(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiHexDigit(c))
            {
                return false;
            }
        }

        return true;
    }
}
