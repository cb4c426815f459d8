using System.Diagnostics.CodeAnalysis;

namespace Ledger.Verify.Text;

/// <summary>
/// Standard base64 with padding (RFC 4648 section 4), as C2SP formats use it. Each byte string has one spelling. White space is refused.
/// </summary>
public static class Base64
{
    private const int StackLimit = 512;

    /// <summary>Decodes the canonical spelling. Any other spelling is refused.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = new byte[text.Length / 4 * 3];
        if (TryDecode(text, bytes, out var written))
        {
            Array.Resize(ref bytes, written);
            return true;
        }

        bytes = null;
        return false;
    }

    /// <summary>Decodes into a buffer. A text that decodes to more bytes than the buffer holds is refused.</summary>
    internal static bool TryDecode(ReadOnlySpan<char> text, Span<byte> buffer, out int written)
    {
        written = 0;
        if (text.Length % 4 != 0 || !Convert.TryFromBase64Chars(text, buffer, out written))
        {
            return false;
        }

        // The decoder accepts stray bits and line breaks. Encoding the bytes again and comparing the texts finds them.
        var again = text.Length <= StackLimit ? stackalloc char[text.Length] : new char[text.Length];
        return Convert.TryToBase64Chars(buffer[..written], again, out var length) && text.SequenceEqual(again[..length]);
    }
}
