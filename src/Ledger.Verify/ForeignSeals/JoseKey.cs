using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ledger.Verify.Signatures;
using Ledger.Verify.Text;

namespace Ledger.Verify.ForeignSeals;

/// <summary>
/// A public key of any kind that this library can verify with: P-256, P-384, P-521, Ed25519, or RSA of at least 2048 bits (RFC 7518 section 3.3).
/// Immutable; safe for concurrent use, because every check creates its own key object.
/// </summary>
internal sealed class JoseKey
{
    private const int MinRsaBytes = 256;
    private const int MaxRsaBytes = 2048;
    private const int MaxRsaExponentBytes = 8;

    private readonly Ed25519PublicKey? _ed25519;
    private readonly ECParameters _ec;
    private readonly RSAParameters _rsa;
    private readonly string? _curve;
    private readonly string? _algorithm;

    private JoseKey(JsonElement json, string? curve, Ed25519PublicKey? ed25519, ECParameters ec, RSAParameters rsa, string requiredMembers)
    {
        KeyId = JwkMembers.Text(json, "kid");
        _algorithm = JwkMembers.Text(json, "alg");
        _curve = curve;
        _ed25519 = ed25519;
        _ec = ec;
        _rsa = rsa;
        Thumbprint = Base64Url.Encode(SHA256.HashData(Encoding.UTF8.GetBytes(requiredMembers)));
    }

    /// <summary>The <c>kid</c> of the key. Null when there is none.</summary>
    public string? KeyId { get; }

    /// <summary>RFC 7638 SHA-256 thumbprint in base64url.</summary>
    public string Thumbprint { get; }

    /// <summary>Reads a key of a JWK Set. Returns false for a key that cannot verify signatures here.</summary>
    public static bool TryRead(JsonElement json, [NotNullWhen(true)] out JoseKey? key)
    {
        key = JwkMembers.IsForVerifying(json) ? Read(json) : null;
        if (key is { _algorithm: { } name } && (JoseAlgorithm.Find(name) is not { } algorithm || !key.IsOfKind(algorithm)))
        {
            key = null; // The key has another purpose, such as RSA-OAEP.
        }

        return key is not null;
    }

    /// <summary>Whether the key can have made a signature with this algorithm. The <c>alg</c> of the key may restrict it to one algorithm.</summary>
    public bool Fits(JoseAlgorithm algorithm) => IsOfKind(algorithm) && (_algorithm is null || JoseAlgorithm.Find(_algorithm) == algorithm);

    /// <summary>Whether this key signed the text. The algorithm must fit the key.</summary>
    public bool Verify(JoseAlgorithm algorithm, ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature)
    {
        switch (algorithm.Family)
        {
            case JoseFamily.EdDsa:
                return _ed25519?.Verify(text, signature) is true;
            case JoseFamily.Ecdsa:
                using (var ecdsa = ECDsa.Create(_ec))
                {
                    return ecdsa.VerifyData(text, signature, algorithm.Hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
                }

            default:
                using (var rsa = RSA.Create(_rsa))
                {
                    var padding = algorithm.Family is JoseFamily.RsaPss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;
                    return rsa.VerifyData(text, signature, algorithm.Hash, padding);
                }
        }
    }

    private bool IsOfKind(JoseAlgorithm algorithm) => algorithm.Curve == _curve;

    private static JoseKey? Read(JsonElement json) => (JwkMembers.Text(json, "kty"), JwkMembers.Text(json, "crv")) switch
    {
        ("EC", "P-256") => ReadEc(json, "P-256", ECCurve.NamedCurves.nistP256, 32),
        ("EC", "P-384") => ReadEc(json, "P-384", ECCurve.NamedCurves.nistP384, 48),
        ("EC", "P-521") => ReadEc(json, "P-521", ECCurve.NamedCurves.nistP521, 66),
        ("OKP", "Ed25519") => ReadEd25519(json),
        ("RSA", _) => ReadRsa(json),
        _ => null,
    };

    private static JoseKey? ReadEc(JsonElement json, string name, ECCurve curve, int length)
    {
        if (ReadCoordinate(json, "x", length) is not { } x || ReadCoordinate(json, "y", length) is not { } y)
        {
            return null;
        }

        var parameters = new ECParameters { Curve = curve, Q = new ECPoint { X = x, Y = y } };
        try
        {
            using var onCurve = ECDsa.Create(parameters); // The import refuses a point that is not on the curve.
        }
        catch (CryptographicException)
        {
            return null;
        }

        var required = $$"""{"crv":"{{name}}","kty":"EC","x":"{{Base64Url.Encode(x)}}","y":"{{Base64Url.Encode(y)}}"}""";
        return new JoseKey(json, name, ed25519: null, parameters, default, required);
    }

    /// <summary>RFC 7518 section 6.2.1.2: a coordinate has the length of the curve, leading zeros included.</summary>
    private static byte[]? ReadCoordinate(JsonElement json, string name, int length) =>
        JwkMembers.Bytes(json, name) is { } bytes && bytes.Length == length ? bytes : null;

    private static JoseKey? ReadEd25519(JsonElement json) =>
        JwkMembers.Bytes(json, "x") is { } x && Ed25519PublicKey.TryRead(x, out var point)
            ? new JoseKey(json, "Ed25519", point, default, default, $$"""{"crv":"Ed25519","kty":"OKP","x":"{{Base64Url.Encode(x)}}"}""")
            : null;

    private static JoseKey? ReadRsa(JsonElement json)
    {
        if (JwkMembers.Bytes(json, "n") is not { } n || JwkMembers.Bytes(json, "e") is not { } e)
        {
            return null;
        }

        // RFC 7518 section 6.3.1.1: some implementations write a leading zero octet.
        var modulus = n.AsSpan().TrimStart((byte)0);
        var exponent = e.AsSpan().TrimStart((byte)0);
        var isUsable = modulus.Length is >= MinRsaBytes and <= MaxRsaBytes && (modulus.Length > MinRsaBytes || modulus[0] >= 0x80)
            && exponent.Length is > 0 and <= MaxRsaExponentBytes && exponent[^1] % 2 == 1 && (exponent.Length > 1 || exponent[0] > 1);
        var required = $$"""{"e":"{{Base64Url.Encode(exponent)}}","kty":"RSA","n":"{{Base64Url.Encode(modulus)}}"}""";
        return isUsable
            ? new JoseKey(json, curve: null, ed25519: null, default, new RSAParameters { Modulus = modulus.ToArray(), Exponent = exponent.ToArray() }, required)
            : null;
    }
}
