using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Ledger.Verify.Faults;
using Ledger.Verify.Signatures;
using Ledger.Verify.Text;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Seals;

/// <summary>
/// A public key that verifies seals: EC on P-256 (RFC 7518 section 6.2.1) or OKP with Ed25519 (RFC 8037 section 2). Every instance holds a valid
/// point. Immutable. Two keys are equal when the algorithm and the key bytes are equal.
/// </summary>
public sealed class Jwk : IEquatable<Jwk>
{
    private readonly byte[] _publicKey;

    private Jwk(SealAlgorithm algorithm, byte[] publicKey, string? keyId)
    {
        Algorithm = algorithm;
        _publicKey = publicKey;
        KeyId = keyId;
        Thumbprint = Digest.Sha256(Encoding.ASCII.GetBytes(RequiredMembers()));
    }

    public SealAlgorithm Algorithm { get; }

    /// <summary>The key bytes as the registry contract holds them: x ‖ y (64 bytes) for ES256, the 32 bytes of RFC 8032 for Ed25519.</summary>
    public ReadOnlyMemory<byte> PublicKey => _publicKey;

    /// <summary>The <c>kid</c> member that was read. Null when there was none. It does not take part in equality.</summary>
    public string? KeyId { get; }

    /// <summary>RFC 7638 SHA-256 thumbprint.</summary>
    public Digest Thumbprint { get; }

    /// <summary>The thumbprint as seals write it in <c>kid</c>: base64url, 43 characters.</summary>
    public string ThumbprintText => Base64Url.Encode(Thumbprint.ToArray());

    /// <summary>Makes a key from its raw bytes. Returns false when they are not a valid key of that algorithm.</summary>
    public static bool TryFromRaw(SealAlgorithm algorithm, ReadOnlySpan<byte> publicKey, [NotNullWhen(true)] out Jwk? key)
    {
        key = IsValid(algorithm, publicKey) ? new Jwk(algorithm, publicKey.ToArray(), keyId: null) : null;
        return key is not null;
    }

    /// <inheritdoc cref="TryFromRaw"/>
    /// <exception cref="ArgumentException">The bytes are not a valid key of that algorithm.</exception>
    public static Jwk FromRaw(SealAlgorithm algorithm, ReadOnlySpan<byte> publicKey) =>
        TryFromRaw(algorithm, publicKey, out var key) ? key : throw new ArgumentException("Not a valid public key.", nameof(publicKey));

    /// <summary>Reads one key from UTF-8 JSON. Repeated members, private members and points that are not on the curve are refused.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out Jwk? key, [NotNullWhen(false)] out Refusal? refusal)
    {
        key = null;
        if (StrictJson.TryParse(utf8, JsonRules.Own(4), out var json, out var fault))
        {
            return TryRead(json, "jwk", out key, out refusal);
        }

        refusal = new Refusal(fault, "jwk");
        return false;
    }

    /// <summary>Reads a key from JSON that has no repeated member names.</summary>
    internal static bool TryRead(
        JsonElement json, string place, [NotNullWhen(true)] out Jwk? key, [NotNullWhen(false)] out Refusal? refusal)
    {
        refusal = JwkReader.Read(json, place, out var algorithm, out var publicKey, out var keyId);
        if (refusal is null && !IsValid(algorithm, publicKey))
        {
            refusal = new Refusal(SealFaults.KeyMalformed, place);
        }

        key = refusal is null ? new Jwk(algorithm, publicKey, keyId) : null;
        return key is not null;
    }

    /// <summary>The key as JSON: its required members in the order of RFC 7638, without white space.</summary>
    public string ToJson() => RequiredMembers();

    /// <summary>
    /// Writes the key as a member of a JWK Set: with <c>kid</c> (the one read, otherwise the thumbprint), <c>alg</c> and <c>use</c>.
    /// </summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        writer.WriteString("kty"u8, Algorithm is SealAlgorithm.Es256 ? "EC"u8 : "OKP"u8);
        writer.WriteString("crv"u8, Algorithm is SealAlgorithm.Es256 ? "P-256"u8 : "Ed25519"u8);
        writer.WriteString("x"u8, Base64Url.Encode(_publicKey.AsSpan(0, 32)));
        if (Algorithm is SealAlgorithm.Es256)
        {
            writer.WriteString("y"u8, Base64Url.Encode(_publicKey.AsSpan(32)));
        }

        writer.WriteString("kid"u8, KeyId ?? ThumbprintText);
        writer.WriteString("alg"u8, Algorithm.JoseName());
        writer.WriteString("use"u8, "sig"u8);
        writer.WriteEndObject();
    }

    public bool Equals(Jwk? other) => other is not null && Algorithm == other.Algorithm && _publicKey.AsSpan().SequenceEqual(other._publicKey);

    public override bool Equals(object? obj) => Equals(obj as Jwk);

    public override int GetHashCode() => Thumbprint.GetHashCode();

    /// <summary>RFC 7638 section 3.2 and RFC 8037 appendix A.3: the required members in lexicographic order, without white space.</summary>
    private string RequiredMembers()
    {
        var x = Base64Url.Encode(_publicKey.AsSpan(0, 32));
        return Algorithm is SealAlgorithm.Es256
            ? $$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{Base64Url.Encode(_publicKey.AsSpan(32))}}"}"""
            : $$"""{"crv":"Ed25519","kty":"OKP","x":"{{x}}"}""";
    }

    private static bool IsValid(SealAlgorithm algorithm, ReadOnlySpan<byte> publicKey) => algorithm switch
    {
        SealAlgorithm.Es256 => publicKey.Length == 64 && P256.IsOnCurve(publicKey[..32], publicKey[32..]),
        SealAlgorithm.Ed25519 => Ed25519PublicKey.IsKey(publicKey),
        _ => false,
    };
}
