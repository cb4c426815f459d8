using System.Collections.Immutable;
using System.Text;
using Ledger.Verify.Seals;
using Ledger.Verify.Text;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Packed;

/// <summary>
/// The SD-JWT of a compact form: its JSON texts without base64url, and the bytes of its salts, hashes and signature. It is not checked. Stateless.
/// </summary>
internal static class CompactRecord
{
    private const int SignatureLength = 64;
    private const int SaltText = 22; // 16 bytes in base64url
    private const int DisclosureStart = 2 + SaltText + 2;

    // A disclosure begins ["<salt>", and ends ]: RFC 9901 section 4.2.
    private static ReadOnlySpan<byte> Open => "[\""u8;

    private static ReadOnlySpan<byte> AfterSalt => "\","u8;

    /// <returns>The texts of header, payload and disclosures. Null when the record has another shape.</returns>
    public static ImmutableArray<byte[]>? Take(string record, Guid id, PackedWriter output)
    {
        if (record.Split('~') is not [var jws, .. var encoded, ""] || jws.Split('.') is not [var header64, var payload64, var signature64]
            || !Base64Url.TryDecode(header64, out var header) || !Base64Url.TryDecode(payload64, out var payload)
            || !Base64Url.TryDecode(signature64, out var signature) || signature.Length != SignatureLength)
        {
            return null;
        }

        // The order in which they are read back: what a digest refers to comes before it.
        output.Bytes(signature);
        var digests = new List<string>();
        var texts = ImmutableArray.CreateBuilder<byte[]>();
        foreach (var disclosure in encoded)
        {
            if (TakeDisclosure(disclosure, id, digests, output) is not { } text)
            {
                return null;
            }

            texts.Add(text);
            digests.Add(DigestOf(disclosure));
        }

        return PackedJson.Take(header, id, digests, output) is { } head && PackedJson.Take(payload, id, digests, output) is { } body
            ? [head, body, .. texts]
            : null;
    }

    /// <returns>The record. Null when the parts do not make one.</returns>
    public static string? Give(byte[] header, byte[] payload, ReadOnlySpan<byte[]> disclosures, Guid id, ref PackedReader input)
    {
        var signature = input.Bytes(SignatureLength).ToArray();
        var digests = new List<string>();
        var tail = new StringBuilder("~");
        foreach (var text in disclosures)
        {
            var salt = input.Bytes(SaltSource.SaltLength).ToArray();
            if (tail.Length > SdJwtLimits.MaxLength || PackedJson.Give(text, id, digests, ref input, SdJwtLimits.MaxLength) is not { } json)
            {
                return null;
            }

            var encoded = Base64Url.Encode([.. Open, .. Encoding.ASCII.GetBytes(Base64Url.Encode(salt)), .. AfterSalt, .. json, (byte)']']);
            digests.Add(DigestOf(encoded));
            tail.Append(encoded).Append('~');
        }

        return PackedJson.Give(header, id, digests, ref input, SdJwtLimits.MaxLength) is { } head
            && PackedJson.Give(payload, id, digests, ref input, SdJwtLimits.MaxLength) is { } body
                ? $"{Base64Url.Encode(head)}.{Base64Url.Encode(body)}.{Base64Url.Encode(signature)}{tail}"
                : null;
    }

    private static byte[]? TakeDisclosure(string encoded, Guid id, List<string> digests, PackedWriter output)
    {
        Span<byte> salt = stackalloc byte[SaltSource.SaltLength];
        if (!Base64Url.TryDecode(encoded, out var json) || json.Length <= DisclosureStart || !json.AsSpan().StartsWith(Open) || json[^1] != ']'
            || !json.AsSpan(Open.Length + SaltText).StartsWith(AfterSalt)
            || !Base64Url.TryDecode(json.AsSpan(Open.Length, SaltText), salt, out _))
        {
            return null;
        }

        output.Bytes(salt);
        return PackedJson.Take(json.AsSpan()[DisclosureStart..^1], id, digests, output);
    }

    private static string DigestOf(string encoded) => Base64Url.Encode(Digest.Sha256(Encoding.ASCII.GetBytes(encoded)).ToArray());
}
