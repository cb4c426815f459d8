using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ledger.Verify.Text;
using Ledger.Verify.Trees;
using Org.BouncyCastle.Crypto.Digests;

namespace Ledger.Verify.Seals;

/// <summary>
/// How an SD-JWT hashes its disclosures (RFC 9901 section 4.2.3). Whatever the algorithm, a digest is held as 32 bytes: two are equal
/// when the digests are. Stateless; safe for concurrent use.
/// </summary>
internal abstract class DisclosureDigests
{
    /// <summary>SHA-256, each digest exactly 43 characters: the form of this system.</summary>
    public static DisclosureDigests Own { get; } = new Sha256Only();

    /// <summary>The digest of a disclosure's base64url text as received.</summary>
    public abstract Digest Compute(ReadOnlySpan<byte> encoded);

    /// <summary>Reads the digest that stands in an <c>_sd</c> array or behind <c>...</c>; false when it cannot be one.</summary>
    public abstract bool TryRead(JsonElement item, out Digest digest);

    /// <summary>The algorithm of this <c>_sd_alg</c>; null for one that is not supported here.</summary>
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
        private const int TextLength = 43; // 32 bytes in base64url.

        public override Digest Compute(ReadOnlySpan<byte> encoded) => Digest.Sha256(encoded);

        // The raw text, so that a digest spelt with escapes is refused too.
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

    /// <summary>RFC 9901 compares digests as texts: one of another length is nobody's digest, like a decoy.</summary>
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
