using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Verify.Seals;
using Ledger.Verify.Text;
using Org.BouncyCastle.Crypto.Digests;

namespace Ledger.Verify.Tests.ForeignSeals;

/// <summary>An issuer that uses the freedom of the standards and not the stricter form of this system. It has one key of each kind.</summary>
internal sealed class ForeignIssuer : IDisposable
{
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly ECDsa _p256 = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa _p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
    private readonly ECDsa _p521 = ECDsa.Create(ECCurve.NamedCurves.nistP521);
    private readonly Ed25519Signer _ed25519 = Ed25519Signer.Generate();

    /// <summary>The common claims of this issuer's SD-JWT VCs. They contain no personal data.</summary>
    public static JsonObject Claims => new() { ["iss"] = "https://issuer.example", ["vct"] = "https://issuer.example/vct/card/1", ["exp"] = 4_102_444_800 };

    public void Dispose()
    {
        _rsa.Dispose();
        _p256.Dispose();
        _p384.Dispose();
        _p521.Dispose();
    }

    /// <summary>Returns the public key for an algorithm as a JWK. <paramref name="with"/> adds or replaces members.</summary>
    public JsonObject Key(string algorithm, JsonObject? with = null)
    {
        var key = algorithm switch
        {
            "ES256" => Ec(_p256, "P-256"),
            "ES384" => Ec(_p384, "P-384"),
            "ES512" => Ec(_p521, "P-521"),
            "EdDSA" or "Ed25519" => new JsonObject
            {
                ["kty"] = "OKP",
                ["crv"] = "Ed25519",
                ["x"] = Base64Url.Encode(_ed25519.PublicKey.PublicKey.Span),
            },
            _ => Rsa(),
        };
        key["kid"] = "key-1";
        foreach (var (name, value) in with ?? [])
        {
            key[name] = value?.DeepClone();
        }

        return key;
    }

    public static string Set(params IEnumerable<JsonObject> keys) => new JsonObject { ["keys"] = new JsonArray([.. keys.Select(key => key.DeepClone())]) }.ToJsonString();

    public static JsonObject Header(string algorithm) => new() { ["alg"] = algorithm, ["typ"] = "dc+sd-jwt", ["kid"] = "key-1" };

    public static string Disclosure(string name, JsonNode? value) => Encode(new JsonArray("c2FsdA", name, value).ToJsonString());

    /// <summary>Makes the compact form. It adds the digests of the disclosures at top level, with the hash that <c>_sd_alg</c> names.</summary>
    public string Compact(JsonObject header, JsonObject claims, params string[] disclosures) =>
        string.Join('~', [Jwt(header, WithDigests(claims, disclosures).ToJsonString()), .. disclosures, ""]);

    public static JsonObject WithDigests(JsonObject claims, params string[] disclosures)
    {
        if (disclosures.Length > 0)
        {
            claims["_sd"] = new JsonArray([.. disclosures.Select(text => JsonValue.Create(Base64Url.Encode(Hash((string?)claims["_sd_alg"], text))))]);
        }

        return claims;
    }

    /// <summary>Signs the header and payload without any check.</summary>
    public string Jwt(JsonObject header, string payload)
    {
        var input = $"{Encode(header.ToJsonString())}.{Encode(payload)}";
        return $"{input}.{Base64Url.Encode(Sign((string)header["alg"]!, Encoding.ASCII.GetBytes(input)))}";
    }

    public byte[] Sign(string algorithm, byte[] text) => algorithm switch
    {
        "ES256" => _p256.SignData(text, HashAlgorithmName.SHA256),
        "ES384" => _p384.SignData(text, HashAlgorithmName.SHA384),
        "ES512" => _p521.SignData(text, HashAlgorithmName.SHA512),
        "EdDSA" or "Ed25519" => _ed25519.Sign(text),
        "RS256" => _rsa.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        "RS384" => _rsa.SignData(text, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1),
        "RS512" => _rsa.SignData(text, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
        "PS256" => _rsa.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
        "PS384" => _rsa.SignData(text, HashAlgorithmName.SHA384, RSASignaturePadding.Pss),
        "PS512" => _rsa.SignData(text, HashAlgorithmName.SHA512, RSASignaturePadding.Pss),
        _ => SHA256.HashData(text),
    };

    public static string Encode(string text) => Base64Url.Encode(Encoding.UTF8.GetBytes(text));

    private static byte[] Hash(string? algorithm, string text)
    {
        var ascii = Encoding.ASCII.GetBytes(text);
        switch (algorithm)
        {
            case "sha-384":
                return SHA384.HashData(ascii);
            case "sha-512":
                return SHA512.HashData(ascii);
            case "sha3-256" or "sha3-384" or "sha3-512":
                var digest = new Sha3Digest(int.Parse(algorithm.AsSpan(5), System.Globalization.CultureInfo.InvariantCulture));
                var output = new byte[digest.GetDigestSize()];
                digest.BlockUpdate(ascii, 0, ascii.Length);
                digest.DoFinal(output, 0);
                return output;
            default:
                return SHA256.HashData(ascii);
        }
    }

    private static JsonObject Ec(ECDsa key, string curve)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return new JsonObject { ["kty"] = "EC", ["crv"] = curve, ["x"] = Base64Url.Encode(point.X), ["y"] = Base64Url.Encode(point.Y) };
    }

    private JsonObject Rsa()
    {
        var key = _rsa.ExportParameters(includePrivateParameters: false);
        return new JsonObject { ["kty"] = "RSA", ["n"] = Base64Url.Encode(key.Modulus), ["e"] = Base64Url.Encode(key.Exponent) };
    }
}
