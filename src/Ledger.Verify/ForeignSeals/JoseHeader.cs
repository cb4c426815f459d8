using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Ledger.Verify.Faults;

namespace Ledger.Verify.ForeignSeals;

/// <summary>
/// The JOSE header of a seal, read by RFC 7515 alone. A key in the header (<c>jwk</c>, <c>jku</c>, <c>x5u</c>, <c>x5c</c>) is never used; only the
/// keys of the caller are.
/// </summary>
/// <param name="Algorithm">The signature algorithm that the header names.</param>
/// <param name="KeyId"><c>kid</c>; null when there is none.</param>
/// <param name="Type"><c>typ</c> as written; null when there is none.</param>
internal sealed record JoseHeader(JoseAlgorithm Algorithm, string? KeyId, string? Type)
{
    private const string Place = "issuerJwt.header";

    /// <param name="signed">The protected header, an object. Undefined when there is none.</param>
    /// <param name="beside">The unprotected header, an object. Undefined when there is none.</param>
    /// <param name="header">The members of both headers (RFC 7515 section 4).</param>
    /// <param name="refusal">The reason for a refusal.</param>
    public static bool TryRead(
        JsonElement signed, JsonElement beside, [NotNullWhen(true)] out JoseHeader? header, [NotNullWhen(false)] out Refusal? refusal)
    {
        refusal = Read(signed, beside, out header);
        return refusal is null;
    }

    private static Refusal? Read(JsonElement signed, JsonElement beside, out JoseHeader? header)
    {
        header = null;
        if (FindRepeated(signed, beside) is { } repeated)
        {
            return new Refusal(SealFaults.HeaderMalformed, $"{Place}.{repeated}"); // RFC 7515 section 7.2.1: no name may be in both headers.
        }

        if (FindText(signed, beside, "alg") is not { } name || !TryText(signed, beside, "typ", out var type)
            || !TryText(signed, beside, "kid", out var keyId))
        {
            return new Refusal(SealFaults.HeaderMalformed, Place);
        }

        if (JoseAlgorithm.IsNoSignature(name))
        {
            return new Refusal(SealFaults.AlgorithmRefused, Place + ".alg");
        }

        if (Has(signed, "crit") || Has(beside, "crit"))
        {
            return new Refusal(SealFaults.CriticalHeader, Place + ".crit");
        }

        var algorithm = JoseAlgorithm.Find(name);
        header = algorithm is null ? null : new JoseHeader(algorithm, keyId, type);
        return header is null ? new Refusal(SealFaults.AlgorithmUnsupported, Place + ".alg") : null;
    }

    private static string? FindRepeated(JsonElement signed, JsonElement beside) => beside.ValueKind is JsonValueKind.Object
        ? beside.EnumerateObject().Select(member => member.Name).FirstOrDefault(name => Has(signed, name))
        : null;

    private static bool Has(JsonElement header, string name) => header.ValueKind is JsonValueKind.Object && header.TryGetProperty(name, out _);

    private static string? FindText(JsonElement signed, JsonElement beside, string name) => JwkMembers.Text(signed, name) ?? JwkMembers.Text(beside, name);

    /// <summary>Reads a text member; null when it is absent. Returns false for any other type.</summary>
    private static bool TryText(JsonElement signed, JsonElement beside, string name, out string? text)
    {
        text = FindText(signed, beside, name);
        return text is not null || !(Has(signed, name) || Has(beside, name));
    }
}
