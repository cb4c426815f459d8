using System.Text;

namespace Ledger.Files;

/// <summary>Recognises the encoding of a text by its first bytes. Stateless.</summary>
internal static class TextEncodings
{
    /// <summary>The byte order mark at the start of a text. Null if there is none.</summary>
    public static (Encoding Encoding, int Length)? FindMark(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (Encoding.UTF8, 3),
        [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
        [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
        _ => null,
    };

    /// <summary>The length of a UTF-8 byte order mark at the start: 3, or 0 if there is none.</summary>
    public static int MarkLength(ReadOnlySpan<byte> bytes) => FindMark(bytes) is { Length: 3 } mark ? mark.Length : 0;

    /// <summary>
    /// The UTF-16 encoding of a JSON text, with or without a byte order mark. Null if it is not UTF-16. JSON begins with an ASCII character, so the
    /// first two bytes are enough.
    /// </summary>
    public static Encoding? FindUtf16(ReadOnlySpan<byte> bytes) => FindMark(bytes) is { Length: 2 } mark ? mark.Encoding : bytes switch
    {
        [not 0, 0, ..] => Encoding.Unicode,
        [0, not 0, ..] => Encoding.BigEndianUnicode,
        _ => null,
    };
}
