using System.Text.Json;
using Ledger.Verify.Seals;

namespace Ledger.Verify.ForeignSeals;

/// <summary>
/// The JOSE header of a seal by RFC 7515 alone. A key in it (<c>jwk</c>, <c>jku</c>, <c>x5u</c>, <c>x5c</c>) is never used: the caller's keys
/// decide.
/// </summary>
/// <param name="Algorithm">With what it says it is signed.</param>
/// <param name="KeyId"><c>kid</c>; null when there is none.</param>
/// <param name="Type"><c>typ</c> as written; null when there is none.</param>
internal sealed record JoseHeader(JoseAlgorithm Algorithm, string? KeyId, string? Type)
{
    private const string Place = "issuerJwt.header";

    /// <param name="signed">The protected header, an object; undefined when there is none.</param>
    /// <param name="beside">The unprotected header, an object; undefined when there is none.</param>
    /// <param name="header">What is in both together (RFC 7515 section 4).</param>
    public static SealRefusal? Read(JsonElement signed, JsonElement beside, out JoseHeader? header)
    {
        header = null;
        if (FindRepeated(signed, beside) is { } repeated)
        {
            return new SealRefusal(SealFaults.HeaderMalformed, $"{Place}.{repeated}"); // RFC 7515 section 7.2.1: the names are disjoint.
        }

        if (!TryText(signed, beside, "alg", out var name) || !TryText(signed, beside, "typ", out var type)
            || !TryText(signed, beside, "kid", out var keyId) || name is null)
        {
            return new SealRefusal(SealFaults.HeaderMalformed, Place);
        }

        if (JoseAlgorithm.IsNoSignature(name))
        {
            return new SealRefusal(SealFaults.AlgorithmRefused, Place + ".alg");
        }

        if (Has(signed, "crit") || Has(beside, "crit"))
        {
            return new SealRefusal(SealFaults.CriticalHeader, Place + ".crit");
        }

        var algorithm = JoseAlgorithm.Find(name);
        header = algorithm is null ? null : new JoseHeader(algorithm, keyId, type);
        return header is null ? new SealRefusal(SealFaults.AlgorithmUnsupported, Place + ".alg") : null;
    }

    private static string? FindRepeated(JsonElement signed, JsonElement beside) => beside.ValueKind is JsonValueKind.Object
        ? beside.EnumerateObject().Select(member => member.Name).FirstOrDefault(name => Has(signed, name))
        : null;

    private static bool Has(JsonElement header, string name) => header.ValueKind is JsonValueKind.Object && header.TryGetProperty(name, out _);

    /// <summary>A member that is absent (null) or a text; any other type is false.</summary>
    private static bool TryText(JsonElement signed, JsonElement beside, string name, out string? text)
    {
        text = JwkMembers.Text(signed, name) ?? JwkMembers.Text(beside, name);
        return text is not null || !(Has(signed, name) || Has(beside, name));
    }
}
