using System.Text.Json;
using Ledger.Verify.Faults;

namespace Ledger.Verify.Seals;

/// <summary>Reads the claims whose form RFC 7519 and SD-JWT VC define. Remembers the first one in a wrong form.</summary>
/// <param name="payload">The claims in clear.</param>
/// <param name="disclosed">The disclosed claims. None has the name of a claim in clear.</param>
internal sealed class RegisteredClaims(JsonElement payload, IReadOnlyList<Disclosure> disclosed)
{
    // The range of DateTimeOffset: the years 1 to 9999.
    private const long FirstSecond = -62_135_596_800;
    private const long LastSecond = 253_402_300_799;

    public Refusal? Refusal { get; private set; }

    /// <summary>Finds a claim, in clear or disclosed. For a disclosed claim that contains digests, returns the text as signed.</summary>
    public bool TryGet(string name, out JsonElement claim)
    {
        if (payload.TryGetProperty(name, out claim))
        {
            return name is not (SdJwtNames.Digests or SdJwtNames.HashAlgorithm);
        }

        foreach (var one in disclosed)
        {
            if (one.Name == name)
            {
                claim = one.ReadValue();
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads a string claim. Null when it is absent or in a wrong form.</summary>
    public string? Text(string name)
    {
        if (!TryGet(name, out var claim))
        {
            return null;
        }

        return claim.ValueKind is JsonValueKind.String ? claim.GetString() : Refuse<string>(name);
    }

    /// <summary>Reads a NumericDate (RFC 7519 section 2) in whole seconds. Null when it is absent or in a wrong form.</summary>
    public DateTimeOffset? Time(string name)
    {
        if (!TryGet(name, out var claim))
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

    /// <summary>Reads a NumericDate with or without a fraction (RFC 7519 section 2), in seconds. Null when it is absent or in a wrong form.</summary>
    public double? Seconds(string name)
    {
        if (!TryGet(name, out var claim))
        {
            return null;
        }

        if (claim.ValueKind is JsonValueKind.Number && claim.TryGetDouble(out var seconds))
        {
            return seconds;
        }

        Refuse<string>(name);
        return null;
    }

    /// <summary>RFC 7800 section 3.1: <c>cnf</c> is an object, for every way of naming the key.</summary>
    public void Confirmation()
    {
        if (TryGet("cnf", out var cnf) && cnf.ValueKind is not JsonValueKind.Object)
        {
            Refuse<string>("cnf");
        }
    }

    /// <summary>RFC 7800 section 3.2: <c>cnf.jwk</c>. Other ways of naming the key cannot be checked here and are refused.</summary>
    public Jwk? HolderKey()
    {
        if (!TryGet("cnf", out var cnf))
        {
            return null;
        }

        if (cnf.ValueKind is not JsonValueKind.Object || !cnf.TryGetProperty("jwk"u8, out var jwk))
        {
            return Refuse<Jwk>("cnf");
        }

        _ = Jwk.TryRead(jwk, "cnf.jwk", out var key, out var refusal);
        Refusal ??= refusal;
        return key;
    }

    private T? Refuse<T>(string name)
        where T : class
    {
        Refusal ??= new Refusal(SealFaults.ClaimMalformed, name);
        return null;
    }
}
