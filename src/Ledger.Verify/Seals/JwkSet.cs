using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Seals;

/// <summary>
/// A set of public keys, found by thumbprint (RFC 7517 section 5): the keys that a department publishes, or those that a verifier pins.
/// </summary>
public sealed class JwkSet
{
    private readonly Dictionary<Digest, Jwk> _byThumbprint;

    /// <exception cref="ArgumentException">A key is in the list twice.</exception>
    public JwkSet(IEnumerable<Jwk> keys)
    {
        Keys = [.. keys];
        _byThumbprint = Keys.ToDictionary(key => key.Thumbprint);
    }

    public ImmutableArray<Jwk> Keys { get; }

    /// <summary>Returns the key with this RFC 7638 thumbprint, or null.</summary>
    public Jwk? Find(Digest thumbprint) => _byThumbprint.GetValueOrDefault(thumbprint);

    /// <summary>
    /// Returns the key that a <c>kid</c> names: by thumbprint text, otherwise by the <c>kid</c> in the set. Null when no key or more than one key
    /// matches.
    /// </summary>
    public Jwk? Find(string keyId)
    {
        var byThumbprint = Keys.FirstOrDefault(key => key.ThumbprintText == keyId);
        if (byThumbprint is not null)
        {
            return byThumbprint;
        }

        var named = Keys.Where(key => key.KeyId == keyId).ToArray();
        return named.Length == 1 ? named[0] : null;
    }

    /// <summary>
    /// Reads a JWK Set from UTF-8 JSON, a single key, or the <c>jwks</c> of a department's issuer metadata (SD-JWT VC section 5). Keys of an
    /// unsupported kind or for another use are skipped (RFC 7517 section 5), so a set may announce a newer algorithm or contain an encryption key.
    /// A malformed, private or repeated key refuses the whole set.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out JwkSet? set, [NotNullWhen(false)] out Refusal? refusal)
    {
        set = null;
        if (!StrictJson.TryParse(utf8, JsonRules.Own(8), out var json, out var fault))
        {
            refusal = new Refusal(fault, "jwks");
            return false;
        }

        if (json.ValueKind is JsonValueKind.Object && json.TryGetProperty("jwks"u8, out var published))
        {
            json = published;
        }

        if (json.ValueKind is JsonValueKind.Object && json.TryGetProperty("kty"u8, out _) && !json.TryGetProperty("keys"u8, out _))
        {
            set = Jwk.TryRead(json, "jwk", out var alone, out refusal) ? new JwkSet([alone]) : null;
            return set is not null;
        }

        if (json.ValueKind is not JsonValueKind.Object || !json.TryGetProperty("keys"u8, out var members)
            || members.ValueKind is not JsonValueKind.Array)
        {
            refusal = new Refusal(SealFaults.KeySetMalformed, "jwks");
            return false;
        }

        var keys = new List<Jwk>();
        refusal = ReadKeys(members, keys);
        set = refusal is null ? new JwkSet(keys) : null;
        return set is not null;
    }

    private static Refusal? ReadKeys(JsonElement members, List<Jwk> keys)
    {
        foreach (var (index, member) in members.EnumerateArray().Index())
        {
            var place = $"jwks.keys[{index}]";
            if (Jwk.TryRead(member, place, out var key, out var refusal))
            {
                if (keys.Contains(key))
                {
                    return new Refusal(SealFaults.KeyRepeated, place);
                }

                keys.Add(key);
            }
            else if (refusal.Fault != SealFaults.KeyUnsupported)
            {
                return refusal;
            }
        }

        return null;
    }

    /// <summary>The set as UTF-8 JSON, as it is served at the <c>jwks_uri</c> of a department.</summary>
    public byte[] ToUtf8Json()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("keys"u8);
            foreach (var key in Keys)
            {
                key.WriteTo(writer);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
