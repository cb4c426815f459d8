using System.Text;

namespace Ledger.Issuing;

/// <summary>Recognises how a JSON text is encoded. A JSON text begins with an ASCII character, so its first two bytes tell. Stateless.</summary>
internal static class TextEncodings
{
    /// <summary>How many bytes at the start are a UTF-8 byte order mark: 3 or 0.</summary>
    public static int MarkLength(ReadOnlySpan<byte> bytes) => bytes.StartsWith("\uFEFF"u8) ? 3 : 0;

    /// <summary>The UTF-16 encoding a text begins in, with or without a byte order mark; null when it is not UTF-16.</summary>
    public static Encoding? FindUtf16(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xFF, 0xFE, ..] or [not 0, 0, ..] => Encoding.Unicode,
        [0xFE, 0xFF, ..] or [0, not 0, ..] => Encoding.BigEndianUnicode,
        _ => null,
    };
}
