using System.Diagnostics.CodeAnalysis;

namespace Ledger.Verify.Text;

/// <summary>Standard base64 with padding (RFC 4648 section 4), as C2SP formats use it: one spelling per byte string, no white space.</summary>
public static class Base64
{
    /// <summary>Decodes the canonical spelling; anything else is refused.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = new byte[text.Length / 4 * 3];
        if (text.Length % 4 == 0 && Convert.TryFromBase64Chars(text, bytes, out var written))
        {
            // The decoder lets stray bits and line breaks through; writing the bytes again shows them.
            Array.Resize(ref bytes, written);
            if (text.SequenceEqual(Convert.ToBase64String(bytes)))
            {
                return true;
            }
        }

        bytes = null;
        return false;
    }
}
