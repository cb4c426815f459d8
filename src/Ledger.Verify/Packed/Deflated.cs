using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Org.BouncyCastle.Utilities.Zlib;

namespace Ledger.Verify.Packed;

/// <summary>
/// Compressed text: a ZLIB stream (RFC 1950) with the preset dictionary, without its first six bytes, which are always the same. The library works on
/// arrays, is the same code on every system and in the browser, and reports where a stream ends. Stateless.
/// </summary>
internal static class Deflated
{
    private const int HeaderLength = 6; // RFC 1950 section 2.2: CMF, FLG, DICTID
    private const int Slack = 128;

    private static readonly byte[] Header = CompressWhole([0])[..HeaderLength];

    public static byte[] Compress(byte[] text) => CompressWhole(text)[HeaderLength..];

    /// <summary>Reads a stream that is exactly <paramref name="deflated"/> and holds exactly <paramref name="length"/> bytes of text.</summary>
    public static bool TryDecompress(ReadOnlySpan<byte> deflated, int length, [NotNullWhen(true)] out byte[]? text)
    {
        text = null;
        var output = new byte[length];
        var stream = new ZStream { next_in = [.. Header, .. deflated], avail_in = HeaderLength + deflated.Length, next_out = output, avail_out = length };
        if (stream.inflateInit() is not JZlib.Z_OK
            || stream.inflate(JZlib.Z_NO_FLUSH) is not JZlib.Z_NEED_DICT
            || stream.inflateSetDictionary(PackedDictionary.Utf8, PackedDictionary.Utf8.Length) is not JZlib.Z_OK
            || stream.inflate(JZlib.Z_FINISH) is not JZlib.Z_STREAM_END // the checksum of the text agrees
            || stream.avail_in != 0 || stream.avail_out != 0)
        {
            return false;
        }

        text = output;
        return true;
    }

    private static byte[] CompressWhole(byte[] text)
    {
        var output = new byte[text.Length + (text.Length / 100) + Slack];
        var stream = new ZStream { next_in = text, avail_in = text.Length, next_out = output, avail_out = output.Length };
        if (stream.deflateInit(JZlib.Z_BEST_COMPRESSION) is not JZlib.Z_OK
            || stream.deflateSetDictionary(PackedDictionary.Utf8, PackedDictionary.Utf8.Length) is not JZlib.Z_OK
            || stream.deflate(JZlib.Z_FINISH) is not JZlib.Z_STREAM_END)
        {
            throw new UnreachableException("The buffer was made long enough.");
        }

        return output[..stream.next_out_index];
    }
}
