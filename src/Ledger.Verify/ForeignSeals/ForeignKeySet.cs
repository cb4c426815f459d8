using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Ledger.Verify.Faults;
using Ledger.Verify.Seals;

namespace Ledger.Verify.ForeignSeals;

/// <summary>
/// The public keys of any issuer: a JWK Set (RFC 7517 section 5), the <c>jwks</c> of issuer metadata, or a single key. Keys that cannot verify
/// signatures here are skipped. Immutable; safe for concurrent use.
/// </summary>
public sealed class ForeignKeySet
{
    private static readonly JsonRules Rules = new(MaxDepth: 16, ReservedNames.Allowed, NumberForm.Any);

    private readonly ImmutableArray<JoseKey> _keys;
    private readonly ImmutableArray<string> _unusable;

    private ForeignKeySet(ImmutableArray<JoseKey> keys, ImmutableArray<string> unusable)
    {
        _keys = keys;
        _unusable = unusable;
    }

    /// <summary>The number of keys that can verify signatures; at least 1.</summary>
    public int Count => _keys.Length;

    /// <summary>Reads the keys from UTF-8 JSON without a byte order mark. Refused when no key is usable or one is private.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out ForeignKeySet? set, [NotNullWhen(false)] out Refusal? refusal)
    {
        set = null;
        if (!StrictJson.TryParse(utf8, Rules, out var json, out var fault))
        {
            refusal = new Refusal(fault, "jwks");
            return false;
        }

        if (!TryFindKeys(json, out var members))
        {
            refusal = new Refusal(SealFaults.KeySetMalformed, "jwks");
            return false;
        }

        return TryRead(members, out set, out refusal);
    }

    /// <summary>Checks a signature with the keys that the seal may mean. Null when one of them made it.</summary>
    /// <param name="algorithm">The algorithm that the seal names.</param>
    /// <param name="keyId">The <c>kid</c> that the seal names. Null when it names none.</param>
    /// <param name="text">The signed text.</param>
    /// <param name="signature">The signature.</param>
    internal Refusal? Check(JoseAlgorithm algorithm, string? keyId, ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature)
    {
        var named = keyId is null ? _keys : [.. _keys.Where(key => key.KeyId == keyId || key.Thumbprint == keyId)];

        // Several keys may share a kid (RFC 7517 section 4.5). When no key has this kid, the keys without a kid are candidates.
        var isNamed = named.Length > 0 && keyId is not null;
        var candidates = isNamed || keyId is null ? named : [.. _keys.Where(key => key.KeyId is null)];
        var fitting = candidates.Where(key => key.Fits(algorithm)).ToList();
        foreach (var key in fitting)
        {
            if (key.Verify(algorithm, text, signature))
            {
                return null;
            }
        }

        if (isNamed)
        {
            return fitting.Count > 0
                ? new Refusal(SealFaults.SignatureWrong, "issuerJwt.signature")
                : new Refusal(SealFaults.AlgorithmOfOtherKey, "issuerJwt.header.alg");
        }

        if (keyId is null && fitting.Count > 0)
        {
            return new Refusal(SealFaults.SignatureWrong, "issuerJwt.signature");
        }

        return new Refusal(_unusable.Any(name => name == keyId) ? SealFaults.KeyUnsupported : SealFaults.KeyNotGiven, "jwks");
    }

    private static bool TryFindKeys(JsonElement json, out IEnumerable<JsonElement> members)
    {
        members = [];
        if (json.ValueKind is not JsonValueKind.Object)
        {
            return false;
        }

        if (json.TryGetProperty("jwks"u8, out var published) && published.ValueKind is JsonValueKind.Object)
        {
            json = published;
        }

        if (json.TryGetProperty("keys"u8, out var keys) && keys.ValueKind is JsonValueKind.Array)
        {
            members = keys.EnumerateArray();
            return true;
        }

        members = [json];
        return JwkMembers.Text(json, "kty") is not null;
    }

    private static bool TryRead(
        IEnumerable<JsonElement> members, [NotNullWhen(true)] out ForeignKeySet? set, [NotNullWhen(false)] out Refusal? refusal)
    {
        set = null;
        var keys = ImmutableArray.CreateBuilder<JoseKey>();
        var unusable = ImmutableArray.CreateBuilder<string>();
        foreach (var (index, member) in members.Index())
        {
            if (JwkMembers.IsPrivate(member))
            {
                refusal = new Refusal(SealFaults.KeyPrivate, $"jwks.keys[{index}]");
                return false;
            }

            // RFC 7517 section 5: keys of unknown type, without required members or out of range SHOULD be ignored.
            if (JoseKey.TryRead(member, out var key))
            {
                keys.Add(key);
            }
            else if (JwkMembers.Text(member, "kid") is { } keyId)
            {
                unusable.Add(keyId);
            }
        }

        refusal = keys.Count > 0 ? null : new Refusal(SealFaults.KeyUnsupported, "jwks");
        set = refusal is null ? new ForeignKeySet(keys.ToImmutable(), unusable.ToImmutable()) : null;
        return set is not null;
    }
}
