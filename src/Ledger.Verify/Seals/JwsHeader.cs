using System.Text.Json;
using Ledger.Verify.Faults;

namespace Ledger.Verify.Seals;

/// <summary>
/// Reads the JOSE header of a seal or a proof of possession. Members that do not affect the check are ignored (RFC 7515 section 4).
/// </summary>
internal static class JwsHeader
{
    private static readonly string[] KeyMembers = ["jwk", "jku", "x5u"];

    public static Refusal? Read(JsonElement header, string type, string place, out SealAlgorithm algorithm, out string? keyId)
    {
        algorithm = default;
        keyId = null;
        if (FindText(header, "typ") != type)
        {
            return new Refusal(SealFaults.TypeWrong, place + ".typ");
        }

        // This list of allowed names excludes "none" and every HS* algorithm.
        if (!SealAlgorithmNames.TryFromJoseName(FindText(header, "alg"), out algorithm))
        {
            return new Refusal(SealFaults.AlgorithmRefused, place + ".alg");
        }

        foreach (var name in KeyMembers)
        {
            if (header.TryGetProperty(name, out _))
            {
                return new Refusal(SealFaults.KeyInHeader, $"{place}.{name}");
            }
        }

        if (header.TryGetProperty("crit"u8, out _))
        {
            return new Refusal(SealFaults.CriticalHeader, place + ".crit");
        }

        keyId = FindText(header, "kid");
        return keyId is null && header.TryGetProperty("kid"u8, out _) ? new Refusal(SealFaults.HeaderMalformed, place + ".kid") : null;
    }

    private static string? FindText(JsonElement header, string name) =>
        header.TryGetProperty(name, out var member) && member.ValueKind is JsonValueKind.String ? member.GetString() : null;
}
