using System.Diagnostics.CodeAnalysis;

namespace Ledger.Verify.Packed;

/// <summary>
/// Bytes as text of 43 characters: those of a QR code's alphanumeric mode that may stand in the fragment of an address (RFC 3986 section 3.5), so
/// without the blank and the percent sign. Two bytes are three characters, low digit first, and a last single byte is two, as in RFC 9285. Each byte
/// string has one spelling.
/// </summary>
public static class Base43
{
    /// <summary>The digits, in order.</summary>
    public const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$*+-./:";

    private const int Radix = 43;

    /// <summary>The text for <paramref name="bytes"/>.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = new char[GetEncodedLength(bytes.Length)];
        for (int from = 0, to = 0; from < bytes.Length; from += 2)
        {
            var isPair = from + 1 < bytes.Length;
            var value = isPair ? (bytes[from] << 8) | bytes[from + 1] : bytes[from];
            for (var digits = isPair ? 3 : 2; digits > 0; digits--)
            {
                text[to++] = Alphabet[value % Radix];
                value /= Radix;
            }
        }

        return new string(text);
    }

    /// <summary>Decodes exactly what <see cref="Encode"/> writes. Any other text is refused.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        if (text.Length % 3 == 1)
        {
            return false;
        }

        var decoded = new byte[GetDecodedLength(text.Length)];
        for (int from = 0, to = 0; from < text.Length; from += 3)
        {
            var digits = text.Slice(from, Math.Min(3, text.Length - from));
            var value = 0;
            for (var i = digits.Length - 1; i >= 0; i--)
            {
                var digit = Alphabet.IndexOf(digits[i], StringComparison.Ordinal);
                if (digit < 0)
                {
                    return false;
                }

                value = (value * Radix) + digit;
            }

            if (value > (digits.Length == 3 ? ushort.MaxValue : byte.MaxValue))
            {
                return false;
            }

            if (digits.Length == 3)
            {
                decoded[to++] = (byte)(value >> 8);
            }

            decoded[to++] = (byte)(value & byte.MaxValue);
        }

        bytes = decoded;
        return true;
    }

    internal static int GetEncodedLength(int bytes) => (bytes / 2 * 3) + (bytes % 2 * 2);

    internal static int GetDecodedLength(int characters) => (characters / 3 * 2) + (characters % 3 / 2);
}
