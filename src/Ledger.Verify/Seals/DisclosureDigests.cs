using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ledger.Verify.Text;
using Ledger.Verify.Trees;
using Org.BouncyCastle.Crypto.Digests;

namespace Ledger.Verify.Seals;

/// <summary>
/// Hashes the disclosures of an SD-JWT (RFC 9901 section 4.2.3). For every algorithm a digest is represented by 32 bytes; two representations are
/// equal if and only if the digests are. Stateless; safe for concurrent use.
/// </summary>
internal abstract class DisclosureDigests
{
    /// <summary>SHA-256 with digests of exactly 43 characters: the form this system uses.</summary>
    public static DisclosureDigests Own { get; } = new Sha256Only();

    /// <summary>The digest of a disclosure's base64url text as received.</summary>
    public abstract Digest Compute(ReadOnlySpan<byte> encoded);

    /// <summary>Reads a digest from an <c>_sd</c> array or from the value of <c>...</c>. False when the value cannot be a digest.</summary>
    public abstract bool TryRead(JsonElement item, out Digest digest);

    /// <summary>The algorithm that an <c>_sd_alg</c> names. Null when it is not supported here.</summary>
    public static DisclosureDigests? Find(string name) => name switch
    {
        "sha-256" => new OtherHash(SHA256.HashData),
        "sha-384" => new OtherHash(SHA384.HashData),
        "sha-512" => new OtherHash(SHA512.HashData),
        "sha3-256" => new OtherHash(encoded => Run(new Sha3Digest(256), encoded)),
        "sha3-384" => new OtherHash(encoded => Run(new Sha3Digest(384), encoded)),
        "sha3-512" => new OtherHash(encoded => Run(new Sha3Digest(512), encoded)),
        _ => null,
    };

    private static byte[] Run(Sha3Digest digest, ReadOnlySpan<byte> input)
    {
        digest.BlockUpdate(input);
        var output = new byte[digest.GetDigestSize()];
        digest.DoFinal(output);
        return output;
    }

    private sealed class Sha256Only : DisclosureDigests
    {
        private const int TextLength = 43; // 32 bytes in base64url

        public override Digest Compute(ReadOnlySpan<byte> encoded) => Digest.Sha256(encoded);

        // Reads the raw text, so that a digest spelled with escapes is refused.
        public override bool TryRead(JsonElement item, out Digest digest)
        {
            digest = default;
            Span<byte> bytes = stackalloc byte[Digest.Length];
            var raw = item.ValueKind is JsonValueKind.String ? JsonMarshal.GetRawUtf8Value(item) : default;
            return raw.Length == TextLength + 2
                && Base64Url.TryDecode(raw[1..^1], bytes, out var written)
                && Digest.TryRead(bytes[..written], out digest);
        }
    }

    private delegate byte[] Hash(ReadOnlySpan<byte> encoded);

    /// <summary>RFC 9901 compares digests as texts. A text of another length matches no disclosure, like a decoy.</summary>
    private sealed class OtherHash(Hash hash) : DisclosureDigests
    {
        public override Digest Compute(ReadOnlySpan<byte> encoded) => OfText(Base64Url.Encode(hash(encoded)));

        public override bool TryRead(JsonElement item, out Digest digest)
        {
            var isText = item.ValueKind is JsonValueKind.String;
            digest = isText ? OfText(item.GetString() ?? "") : default;
            return isText;
        }

        private static Digest OfText(string text) => Digest.Sha256(Encoding.UTF8.GetBytes(text));
    }
}
