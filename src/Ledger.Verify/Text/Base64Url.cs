using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using BclBase64Url = System.Buffers.Text.Base64Url;

namespace Ledger.Verify.Text;

/// <summary>
/// Base64url as JOSE uses it (RFC 7515 section 2, RFC 4648 section 5): no padding, no white space, and one canonical spelling of each byte string.
/// So two different texts never decode to the same bytes.
/// </summary>
public static class Base64Url
{
    private static readonly SearchValues<char> AlphabetChars =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private static readonly SearchValues<byte> AlphabetBytes =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"u8);

    // Of the six bits of each character, the last four or the last two are zero.
    private static readonly SearchValues<char> EndInFourZeroBits = SearchValues.Create("AQgw");
    private static readonly SearchValues<char> EndInTwoZeroBits = SearchValues.Create("AEIMQUYcgkosw048");

    /// <summary>The text for <paramref name="bytes"/>, without padding.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes) => BclBase64Url.EncodeToString(bytes);

    /// <summary>Decodes canonical, unpadded base64url. Any other text is refused.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        if (text.Length % 4 == 1 || text.ContainsAnyExcept(AlphabetChars) || !HasCanonicalEnd(text.Length, text.IsEmpty ? 'A' : text[^1]))
        {
            return false;
        }

        bytes = BclBase64Url.DecodeFromChars(text);
        return true;
    }

    /// <summary>
    /// Decodes canonical, unpadded base64url held as ASCII into <paramref name="destination"/>, which must have room for
    /// three quarters of the text.
    /// </summary>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short.</exception>
    public static bool TryDecode(ReadOnlySpan<byte> ascii, Span<byte> destination, out int written)
    {
        written = 0;
        if (ascii.Length % 4 == 1 || ascii.ContainsAnyExcept(AlphabetBytes)
            || !HasCanonicalEnd(ascii.Length, ascii.IsEmpty ? 'A' : (char)ascii[^1]))
        {
            return false;
        }

        written = BclBase64Url.DecodeFromUtf8(ascii, destination);
        return true;
    }

    /// <summary>The bits of the last character beyond the last whole byte must be zero (RFC 4648 section 3.5).</summary>
    private static bool HasCanonicalEnd(int length, char last) => (length % 4) switch
    {
        2 => EndInFourZeroBits.Contains(last),
        3 => EndInTwoZeroBits.Contains(last),
        _ => true,
    };
}
