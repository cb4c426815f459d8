using System.Buffers;
using System.Globalization;
using System.Text;
using Ledger.Verify.Text;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Packed;

/// <summary>
/// Takes out of a JSON text what does not compress, and puts it back. A string that is a hash, the digest of an earlier disclosure or a UUID becomes a
/// control character, which JSON text contains nowhere. The text is not parsed: what looks like a hash is replaced wherever it stands, and comes back
/// as the same characters.
/// </summary>
internal static class PackedJson
{
    private const byte Hash = 1; // a string of 43 characters base64url: 32 bytes
    private const byte Integrity = 2; // "sha256-" and 44 characters base64: 32 bytes
    private const byte DisclosureDigest = 3; // and one byte, 0x20 + the number of the disclosure
    private const byte RecordId = 4; // the UUID of the record
    private const byte OtherId = 5; // another UUID: 16 bytes
    private const byte FirstNumber = 0x20;

    private const int HashText = 43;
    private const int IntegrityText = 7 + 44;
    private const int IdText = 36;

    private static ReadOnlySpan<byte> IntegrityName => "sha256-"u8;

    /// <param name="json">The JSON text.</param>
    /// <param name="id">The id of the record.</param>
    /// <param name="digests">The digests of the earlier disclosures, as base64url.</param>
    /// <param name="output">Receives the bytes that were taken out.</param>
    /// <returns>The text that is left. Null when the JSON text contains control characters.</returns>
    public static byte[]? Take(ReadOnlySpan<byte> json, Guid id, IReadOnlyList<string> digests, PackedWriter output)
    {
        var left = new ArrayBufferWriter<byte>(json.Length + 1);
        while (!json.IsEmpty)
        {
            if (json[0] < 0x20)
            {
                return null;
            }

            var length = json[0] == '"' ? json[1..].IndexOf((byte)'"') : -1;
            if (length is HashText or IntegrityText or IdText && TryReplace(json.Slice(1, length), id, digests, output, left))
            {
                json = json[(length + 2)..];
                continue;
            }

            left.Write(json[..1]);
            json = json[1..];
        }

        return left.WrittenSpan.ToArray();
    }

    /// <summary>Puts back what <see cref="Take"/> took out.</summary>
    /// <returns>The JSON text. Null when the text refers to what does not exist, or the result is longer than <paramref name="most"/>.</returns>
    public static byte[]? Give(ReadOnlySpan<byte> left, Guid id, IReadOnlyList<string> digests, ref PackedReader input, int most)
    {
        var json = new ArrayBufferWriter<byte>(Math.Max(1, left.Length));
        while (!left.IsEmpty && json.WrittenCount <= most)
        {
            var code = left[0];
            left = left[1..];
            switch (code)
            {
                case Hash:
                    Write(json, Base64Url.Encode(input.Bytes(Digest.Length)));
                    break;
                case Integrity:
                    Write(json, "sha256-" + input.Digest().ToBase64());
                    break;
                case DisclosureDigest when !left.IsEmpty && left[0] >= FirstNumber && left[0] - FirstNumber < digests.Count:
                    Write(json, digests[left[0] - FirstNumber]);
                    left = left[1..];
                    break;
                case RecordId:
                    Write(json, id.ToString("D", CultureInfo.InvariantCulture));
                    break;
                case OtherId:
                    Write(json, ReadId(ref input).ToString("D", CultureInfo.InvariantCulture));
                    break;
                case < 0x20:
                    return null;
                default:
                    json.Write([code]);
                    break;
            }
        }

        return json.WrittenCount <= most ? json.WrittenSpan.ToArray() : null;
    }

    public static Guid ReadId(ref PackedReader input) => input.Bytes(16) is { Length: 16 } bytes ? new Guid(bytes, bigEndian: true) : Guid.Empty;

    private static bool TryReplace(ReadOnlySpan<byte> text, Guid id, IReadOnlyList<string> digests, PackedWriter output, ArrayBufferWriter<byte> left)
    {
        Span<byte> bytes = stackalloc byte[Digest.Length];
        var characters = Encoding.ASCII.GetString(text);
        switch (text.Length)
        {
            case HashText when IndexOf(digests, characters) is >= 0 and var number:
                left.Write([DisclosureDigest, (byte)(FirstNumber + number)]);
                return true;
            case HashText:
                return Base64Url.TryDecode(text, bytes, out _) && Put(left, Hash, output, bytes);
            case IntegrityText:
                return text.StartsWith(IntegrityName) && Digest.TryReadBase64(characters.AsSpan(IntegrityName.Length), out var digest)
                    && Put(left, Integrity, output, digest.ToArray());
            default:
                return Guid.TryParseExact(characters, "D", out var other) && other.ToString("D", CultureInfo.InvariantCulture) == characters
                    && (other == id ? Put(left, RecordId, output, []) : Put(left, OtherId, output, other.ToByteArray(bigEndian: true)));
        }
    }

    private static bool Put(ArrayBufferWriter<byte> left, byte code, PackedWriter output, ReadOnlySpan<byte> bytes)
    {
        left.Write([code]);
        output.Bytes(bytes);
        return true;
    }

    // A digest is written by its number only while the number fits into the byte.
    private static int IndexOf(IReadOnlyList<string> digests, string text)
    {
        for (var number = 0; number < Math.Min(digests.Count, 256 - FirstNumber); number++)
        {
            if (digests[number] == text)
            {
                return number;
            }
        }

        return -1;
    }

    private static void Write(ArrayBufferWriter<byte> json, string text) => Encoding.ASCII.GetBytes($"\"{text}\"", json);
}
