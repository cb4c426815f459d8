using System.Text.Json;

namespace Ledger.Verify.Seals;

/// <summary>Reads the claims that RFC 7519 and SD-JWT VC give a form to; remembers the first one that does not have it.</summary>
internal sealed class RegisteredClaims(JsonElement payload)
{
    // The range of DateTimeOffset: years 1 to 9999.
    private const long FirstSecond = -62_135_596_800;
    private const long LastSecond = 253_402_300_799;

    public SealRefusal? Refusal { get; private set; }

    /// <summary>Null when absent, or when refused.</summary>
    public string? Text(string name)
    {
        if (!payload.TryGetProperty(name, out var claim))
        {
            return null;
        }

        return claim.ValueKind is JsonValueKind.String ? claim.GetString() : Refuse<string>(name);
    }

    /// <summary>A NumericDate (RFC 7519 section 2) in whole seconds; null when absent, or when refused.</summary>
    public DateTimeOffset? Time(string name)
    {
        if (!payload.TryGetProperty(name, out var claim))
        {
            return null;
        }

        if (claim.ValueKind is JsonValueKind.Number && claim.TryGetInt64(out var seconds) && seconds is >= FirstSecond and <= LastSecond)
        {
            return DateTimeOffset.FromUnixTimeSeconds(seconds);
        }

        Refuse<string>(name);
        return null;
    }

    /// <summary>RFC 7800 section 3.2: <c>cnf.jwk</c>. Another way of naming the key cannot be checked here and is refused.</summary>
    public Jwk? HolderKey()
    {
        if (!payload.TryGetProperty("cnf"u8, out var cnf))
        {
            return null;
        }

        if (cnf.ValueKind is not JsonValueKind.Object || !cnf.TryGetProperty("jwk"u8, out var jwk))
        {
            return Refuse<Jwk>("cnf");
        }

        if (!Jwk.TryRead(jwk, "cnf.jwk", out var key, out var refusal))
        {
            Refusal ??= refusal;
        }

        return key;
    }

    private T? Refuse<T>(string name)
        where T : class
    {
        Refusal ??= new SealRefusal(SealFaults.ClaimMalformed, name);
        return null;
    }
}
