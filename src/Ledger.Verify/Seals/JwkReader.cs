using System.Text.Json;
using Ledger.Verify.Faults;
using Ledger.Verify.Text;

namespace Ledger.Verify.Seals;

/// <summary>Reads the members of a JSON Web Key. Unknown members are ignored, as RFC 7517 section 4 requires. Private members are refused.</summary>
internal static class JwkReader
{
    private static readonly string[] PrivateMembers = ["d", "k", "p", "q", "dp", "dq", "qi", "oth"];

    public static Refusal? Read(JsonElement json, string place, out SealAlgorithm algorithm, out byte[] publicKey, out string? keyId)
    {
        algorithm = default;
        publicKey = [];
        keyId = null;
        if (json.ValueKind is not JsonValueKind.Object || FindText(json, "kty") is not { } kty)
        {
            return new Refusal(SealFaults.KeyMalformed, place);
        }

        if (IsPrivate(json))
        {
            return new Refusal(SealFaults.KeyPrivate, place);
        }

        if (!TryText(json, "crv", out var crv) || !TryText(json, "kid", out keyId))
        {
            return new Refusal(SealFaults.KeyMalformed, place);
        }

        switch (kty, crv)
        {
            case ("EC", "P-256"):
                algorithm = SealAlgorithm.Es256;
                publicKey = [.. Coordinate(json, "x"), .. Coordinate(json, "y")];
                break;
            case ("OKP", "Ed25519"):
                algorithm = SealAlgorithm.Ed25519;
                publicKey = Coordinate(json, "x");
                break;
            default:
                return new Refusal(SealFaults.KeyUnsupported, place);
        }

        return IsForSigning(json, algorithm) ? null : new Refusal(SealFaults.KeyUnsupported, place);
    }

    /// <summary>Whether an object has a member of the private half of a key pair. A symmetric key has no halves.</summary>
    public static bool IsPrivate(JsonElement json) =>
        !(json.TryGetProperty("kty"u8, out var kty) && kty.ValueKind is JsonValueKind.String && kty.ValueEquals("oct"u8))
        && PrivateMembers.Any(name => json.TryGetProperty(name, out _));

    /// <summary>Reads exactly 32 bytes, leading zeros included (RFC 7518 section 6.2.1.2). Returns an empty array for anything else.</summary>
    private static byte[] Coordinate(JsonElement json, string name) =>
        Base64Url.TryDecode(FindText(json, name), out var bytes) && bytes.Length == 32 ? bytes : [];

    /// <summary>Whether <c>use</c>, <c>key_ops</c> and <c>alg</c> all allow this purpose (RFC 7517 sections 4.2 to 4.4).</summary>
    private static bool IsForSigning(JsonElement json, SealAlgorithm algorithm) =>
        TryText(json, "use", out var use) && use is null or "sig"
        && (!json.TryGetProperty("key_ops"u8, out var operations) || CanVerify(operations))
        && TryText(json, "alg", out var alg)
        && (alg is null || (SealAlgorithmNames.TryFromJoseName(alg, out var named) && named == algorithm));

    /// <summary>Whether <c>key_ops</c> (RFC 7517 section 4.3) contains <c>verify</c>.</summary>
    public static bool CanVerify(JsonElement operations) => operations.ValueKind is JsonValueKind.Array
        && operations.EnumerateArray().Any(one => one.ValueKind is JsonValueKind.String && one.ValueEquals("verify"u8));

    /// <summary>Reads a string member; null when it is absent. Returns false for any other type.</summary>
    private static bool TryText(JsonElement json, string name, out string? text)
    {
        text = FindText(json, name);
        return text is not null || !json.TryGetProperty(name, out _);
    }

    /// <summary>A string member; null when it is absent or of another type.</summary>
    private static string? FindText(JsonElement json, string name) =>
        json.TryGetProperty(name, out var member) && member.ValueKind is JsonValueKind.String ? member.GetString() : null;
}
