using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Ledger.Verify.Faults;
using Ledger.Verify.Seals;
using Ledger.Verify.Text;

namespace Ledger.Verify.ForeignSeals;

/// <summary>
/// An SD-JWT of any issuer, read by the rules of RFC 9901. If its type is an SD-JWT VC type, those rules apply too. Records of this system use the
/// stricter <see cref="SdJwt"/>. The text is well-formed but not yet verified: <see cref="CheckSeal"/> checks it with the caller's keys, and
/// <see cref="TryDisclose"/> returns the claims. A limit of this library is reported as <see cref="FaultKind.NotSupported"/>, never as
/// <see cref="FaultKind.Refused"/>. Immutable; thread-safe.
/// </summary>
public sealed class ForeignSdJwt
{
    /// <summary>The longest accepted text, in characters.</summary>
    public const int MaxLength = 16 * 1024 * 1024;

    /// <summary>The highest accepted number of disclosures.</summary>
    internal const int MaxDisclosures = 10_000;

    private const int MaxDepth = 48;

    private readonly SdJwtParts _parts;
    private readonly JoseHeader _header;
    private readonly JsonElement _payload;
    private readonly byte[] _signature;

    private ForeignSdJwt(SdJwtParts parts, JoseHeader header, JsonElement payload, byte[] signature)
    {
        _parts = parts;
        _header = header;
        _payload = payload;
        _signature = signature;
    }

    /// <summary>The <c>typ</c> of the header as written. Null when there is none.</summary>
    public string? Type => _header.Type;

    internal static JsonRules TextRules { get; } = new(MaxDepth, ReservedNames.Allowed, NumberForm.Any);

    /// <summary>Checks only the form: compact or JWS JSON. White space around the text is ignored.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ForeignSdJwt? sdJwt, [NotNullWhen(false)] out Refusal? refusal)
    {
        ArgumentNullException.ThrowIfNull(text);
        sdJwt = null;
        if (text.Length > MaxLength)
        {
            refusal = new Refusal(SealFaults.LongerThanSupported, "record");
            return false;
        }

        return SdJwtParts.TrySplit(text.Trim(), out var parts, out refusal) && TryRead(parts, out sdJwt, out refusal);
    }

    /// <summary>
    /// Whether the <c>typ</c> of the header is this media type. <c>application/</c> may be left out on either side (RFC 7515 section 4.1.9).
    /// </summary>
    public bool HasType(string mediaType) => Type is not null && string.Equals(FullType(Type), FullType(mediaType), StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Checks the seal. Null when one of the keys made it. The keys tried are those with the <c>kid</c> of the header; if there are none, the keys
    /// without a <c>kid</c>; if the header has no <c>kid</c>, all keys.
    /// </summary>
    public Refusal? CheckSeal(ForeignKeySet keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return keys.Check(_header.Algorithm, _header.KeyId, _parts.SigningInput, _signature);
    }

    /// <summary>Puts the disclosed claims into their places (RFC 9901 section 7.1). Does not check the seal.</summary>
    public bool TryDisclose([NotNullWhen(true)] out ForeignClaims? claims, [NotNullWhen(false)] out Refusal? refusal)
    {
        claims = null;
        if (!TryReadDigests(out var digests, out refusal))
        {
            return false;
        }

        // SD-JWT VC, "Registered JWT Claims", lists claims that must not be disclosed selectively. RFC 9901 lists none.
        var isCredential = HasType("dc+sd-jwt") || HasType("vc+sd-jwt");
        var rules = new SdJwtRules(MaxDepth, NumberForm.Any, isCredential ? SdJwtNames.Protected : FrozenSet<string>.Empty, digests);
        return ForeignClaims.TryRead(_payload, _parts.Disclosures, rules, isCredential, out claims, out refusal);
    }

    private static bool TryRead(SdJwtParts parts, [NotNullWhen(true)] out ForeignSdJwt? sdJwt, [NotNullWhen(false)] out Refusal? refusal)
    {
        sdJwt = null;
        var signed = default(JsonElement);
        refusal = parts.ProtectedHeader.Length == 0 ? null : ReadObject(parts.ProtectedHeader, TextRules, "issuerJwt.header", out signed);
        if (refusal is not null || !JoseHeader.TryRead(signed, parts.UnprotectedHeader, out var header, out refusal))
        {
            return false;
        }

        refusal = ReadObject(parts.Payload, TextRules with { MaxDepth = MaxDepth + 1 }, "issuerJwt.payload", out var payload);
        if (refusal is not null)
        {
            return false;
        }

        if (!Base64Url.TryDecode(parts.Signature, out var signature))
        {
            refusal = new Refusal(SealFaults.NotCompactJws, "issuerJwt.signature");
            return false;
        }

        sdJwt = new ForeignSdJwt(parts, header, payload, signature);
        return true;
    }

    private static Refusal? ReadObject(string segment, JsonRules rules, string place, out JsonElement json)
    {
        json = default;
        if (!Base64Url.TryDecode(segment, out var utf8))
        {
            return new Refusal(SealFaults.NotCompactJws, place);
        }

        if (!StrictJson.TryParse(utf8, rules, out json, out var fault))
        {
            return new Refusal(fault, place);
        }

        return json.ValueKind is JsonValueKind.Object ? null : new Refusal(SealFaults.NotJson, place);
    }

    /// <summary>RFC 9901 section 4.1.1: the algorithm that <c>_sd_alg</c> names, or SHA-256 when it is absent.</summary>
    private bool TryReadDigests([NotNullWhen(true)] out DisclosureDigests? digests, [NotNullWhen(false)] out Refusal? refusal)
    {
        digests = null;
        var name = _payload.TryGetProperty(SdJwtNames.HashAlgorithm, out _) ? JwkMembers.Text(_payload, SdJwtNames.HashAlgorithm) : SdJwtNames.Sha256;
        if (name is null)
        {
            refusal = new Refusal(SealFaults.ClaimMalformed, SdJwtNames.HashAlgorithm);
            return false;
        }

        digests = DisclosureDigests.Find(name);
        refusal = digests is null ? new Refusal(SealFaults.HashUnsupported, SdJwtNames.HashAlgorithm) : null;
        return refusal is null;
    }

    private static string FullType(string type) => type.Contains('/', StringComparison.Ordinal) ? type : "application/" + type;
}
