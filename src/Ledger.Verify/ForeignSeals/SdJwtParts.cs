using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Ledger.Verify.Faults;
using Ledger.Verify.Seals;

namespace Ledger.Verify.ForeignSeals;

/// <summary>The parts of an SD-JWT, from either form. Nothing in them is parsed yet.</summary>
/// <param name="ProtectedHeader">The protected header in base64url. Empty when the JSON form has none.</param>
/// <param name="Payload">The payload in base64url.</param>
/// <param name="Signature">The signature in base64url.</param>
/// <param name="UnprotectedHeader">The unprotected header of the JSON form. Undefined in the compact form.</param>
/// <param name="Disclosures">The disclosures, each in base64url.</param>
internal sealed record SdJwtParts(
    string ProtectedHeader, string Payload, string Signature, JsonElement UnprotectedHeader, ImmutableArray<string> Disclosures)
{
    /// <summary>The octets that the signature covers (RFC 7515 section 5.1).</summary>
    public byte[] SigningInput => Encoding.ASCII.GetBytes($"{ProtectedHeader}.{Payload}");

    /// <summary>Splits either form. A text that begins with a brace is the JSON form.</summary>
    public static bool TrySplit(string text, [NotNullWhen(true)] out SdJwtParts? parts, [NotNullWhen(false)] out Refusal? refusal)
    {
        refusal = text.StartsWith('{') ? SplitJson(text, out parts) : SplitCompact(text, out parts);
        return refusal is null;
    }

    /// <summary>Splits the compact form (RFC 9901 section 4): JWT ~ disclosures ~, then nothing or a key binding JWT.</summary>
    private static Refusal? SplitCompact(string text, out SdJwtParts? parts)
    {
        parts = null;
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsAsciiLetterOrDigit(text[i]) && text[i] is not ('-' or '_' or '.' or '~'))
            {
                return new Refusal(SealFaults.Structure, $"character {i + 1}");
            }
        }

        if (text.AsSpan().Count('~') - 1 > ForeignSdJwt.MaxDisclosures)
        {
            return new Refusal(SealFaults.MoreDisclosuresThanSupported, "record");
        }

        var pieces = text.Split('~');
        if (pieces.Length == 1 || (pieces[^1].Length > 0 && pieces[^1].AsSpan().Count('.') != 2))
        {
            return new Refusal(SealFaults.CutOff, "record");
        }

        var jwt = pieces[0].Split('.', 4);

        // RFC 7519 section 6: an unsecured JWT has an empty signature. It is read here and refused later because of its alg.
        if (jwt is not [{ Length: > 0 } header, { Length: > 0 } payload, var signature])
        {
            return new Refusal(SealFaults.NotCompactJws, "issuerJwt");
        }

        ImmutableArray<string> disclosures = [.. pieces[1..^1]];
        var empty = disclosures.IndexOf("");
        if (empty >= 0)
        {
            return new Refusal(SealFaults.Structure, $"disclosures[{empty}]");
        }

        parts = new SdJwtParts(header, payload, signature, default, disclosures);
        return null;
    }

    /// <summary>Splits the JWS JSON form (RFC 9901 section 8): flattened, or general with one signature.</summary>
    private static Refusal? SplitJson(string text, out SdJwtParts? parts)
    {
        parts = null;
        if (!StrictJson.TryParse(Encoding.UTF8.GetBytes(text), ForeignSdJwt.TextRules, out var json, out var fault))
        {
            return new Refusal(fault, "record");
        }

        if (ReadText(json, "payload") is not { } payload)
        {
            return new Refusal(SealFaults.Structure, "payload");
        }

        var signed = json;
        if (json.TryGetProperty("signatures"u8, out var several))
        {
            var count = several.ValueKind is JsonValueKind.Array ? several.GetArrayLength() : 0;
            if (count != 1 || json.TryGetProperty("signature"u8, out _))
            {
                return new Refusal(count > 1 ? SealFaults.SeveralSignatures : SealFaults.Structure, "signatures");
            }

            signed = several[0];
        }

        return signed.ValueKind is JsonValueKind.Object
            ? ReadSigned(signed, payload, out parts)
            : new Refusal(SealFaults.Structure, "signatures[0]");
    }

    private static Refusal? ReadSigned(JsonElement signed, string payload, out SdJwtParts? parts)
    {
        parts = null;
        var hasHeader = signed.TryGetProperty("header"u8, out var header);
        if (ReadText(signed, "signature") is not { } signature || (hasHeader && header.ValueKind is not JsonValueKind.Object))
        {
            return new Refusal(SealFaults.Structure, "signature");
        }

        var disclosures = ImmutableArray.CreateBuilder<string>();
        if (hasHeader && header.TryGetProperty("disclosures"u8, out var list))
        {
            if (list.ValueKind is not JsonValueKind.Array || list.EnumerateArray().Any(one => one.ValueKind is not JsonValueKind.String))
            {
                return new Refusal(SealFaults.Structure, "header.disclosures");
            }

            if (list.GetArrayLength() > ForeignSdJwt.MaxDisclosures)
            {
                return new Refusal(SealFaults.MoreDisclosuresThanSupported, "record");
            }

            disclosures.AddRange(list.EnumerateArray().Select(one => one.GetString() ?? ""));
        }

        parts = new SdJwtParts(ReadText(signed, "protected") ?? "", payload, signature, header, disclosures.ToImmutable());
        return null;
    }

    private static string? ReadText(JsonElement json, string name) => JwkMembers.Text(json, name);
}
