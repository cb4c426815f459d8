using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Ledger.Verify.Faults;
using Ledger.Verify.Text;
using BclBase64Url = System.Buffers.Text.Base64Url;

namespace Ledger.Verify.Seals;

/// <summary>A JWS in compact form (RFC 7515 section 3.1) with an acceptable header. Its signature is not verified yet.</summary>
internal sealed class CompactJws
{
    private CompactJws(SealAlgorithm algorithm, string? keyId, JsonElement payload, ReadOnlyMemory<byte> signingInput, byte[] signature)
    {
        Algorithm = algorithm;
        KeyId = keyId;
        Payload = payload;
        SigningInput = signingInput;
        Signature = signature;
    }

    public SealAlgorithm Algorithm { get; }

    public string? KeyId { get; }

    /// <summary>The payload, always a JSON object.</summary>
    public JsonElement Payload { get; }

    /// <summary>The signed octets: header, dot and payload in ASCII.</summary>
    public ReadOnlyMemory<byte> SigningInput { get; }

    public byte[] Signature { get; }

    /// <param name="ascii">The complete text. It is kept, not copied.</param>
    /// <param name="type">The exact <c>typ</c> that the header must have.</param>
    /// <param name="place">The name of this text in refusals.</param>
    /// <param name="jws">The parsed text.</param>
    /// <param name="refusal">The reason for a refusal.</param>
    public static bool TryParse(
        ReadOnlyMemory<byte> ascii, string type, string place,
        [NotNullWhen(true)] out CompactJws? jws, [NotNullWhen(false)] out Refusal? refusal)
    {
        jws = null;
        var text = ascii.Span;
        var first = text.IndexOf((byte)'.');
        var last = text.LastIndexOf((byte)'.');
        if (first <= 0 || last <= first + 1 || text[(first + 1)..last].Contains((byte)'.') || !TryDecode(text[(last + 1)..], out var signature))
        {
            refusal = new Refusal(SealFaults.NotCompactJws, place);
            return false;
        }

        refusal = ReadObject(text[..first], JsonRules.Own(4), place + ".header", out var header);
        if (refusal is not null)
        {
            return false;
        }

        refusal = JwsHeader.Read(header, type, place + ".header", out var algorithm, out var keyId);
        if (refusal is not null)
        {
            return false;
        }

        refusal = ReadObject(text[(first + 1)..last], SdJwtRules.Own.Payload, place + ".payload", out var payload);
        jws = refusal is null ? new CompactJws(algorithm, keyId, payload, ascii[..last], signature) : null;
        return jws is not null;
    }

    public bool IsSignedBy(SealVerifier verifier) => verifier.Verify(SigningInput.Span, Signature);

    private static Refusal? ReadObject(ReadOnlySpan<byte> segment, JsonRules rules, string place, out JsonElement json)
    {
        json = default;
        if (!TryDecode(segment, out var utf8))
        {
            return new Refusal(SealFaults.NotCompactJws, place);
        }

        if (!StrictJson.TryParse(utf8, rules, out json, out var fault))
        {
            return new Refusal(fault, place);
        }

        return json.ValueKind is JsonValueKind.Object ? null : new Refusal(SealFaults.NotJson, place);
    }

    private static bool TryDecode(ReadOnlySpan<byte> segment, out byte[] bytes)
    {
        bytes = new byte[BclBase64Url.GetMaxDecodedLength(segment.Length)]; // Without padding this is the exact length.
        return Base64Url.TryDecode(segment, bytes, out _);
    }
}
