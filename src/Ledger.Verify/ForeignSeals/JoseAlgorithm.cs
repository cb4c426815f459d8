using System.Security.Cryptography;

namespace Ledger.Verify.ForeignSeals;

/// <summary>A JWS signature algorithm that this library can verify (RFC 7518 section 3.1, RFC 8037, RFC 9864).</summary>
/// <param name="Family">The family of the algorithm.</param>
/// <param name="Hash">The hash. Ed25519 defines its own.</param>
/// <param name="Curve">The <c>crv</c> of its keys. Null for RSA.</param>
internal sealed record JoseAlgorithm(JoseFamily Family, HashAlgorithmName Hash, string? Curve)
{
    /// <summary>The algorithm with this <c>alg</c> value. Null when it is not supported here.</summary>
    public static JoseAlgorithm? Find(string name) => name switch
    {
        "ES256" => new JoseAlgorithm(JoseFamily.Ecdsa, HashAlgorithmName.SHA256, "P-256"),
        "ES384" => new JoseAlgorithm(JoseFamily.Ecdsa, HashAlgorithmName.SHA384, "P-384"),
        "ES512" => new JoseAlgorithm(JoseFamily.Ecdsa, HashAlgorithmName.SHA512, "P-521"),
        "EdDSA" or "Ed25519" => new JoseAlgorithm(JoseFamily.EdDsa, HashAlgorithmName.SHA512, "Ed25519"),
        "RS256" => new JoseAlgorithm(JoseFamily.RsaPkcs1, HashAlgorithmName.SHA256, null),
        "RS384" => new JoseAlgorithm(JoseFamily.RsaPkcs1, HashAlgorithmName.SHA384, null),
        "RS512" => new JoseAlgorithm(JoseFamily.RsaPkcs1, HashAlgorithmName.SHA512, null),
        "PS256" => new JoseAlgorithm(JoseFamily.RsaPss, HashAlgorithmName.SHA256, null),
        "PS384" => new JoseAlgorithm(JoseFamily.RsaPss, HashAlgorithmName.SHA384, null),
        "PS512" => new JoseAlgorithm(JoseFamily.RsaPss, HashAlgorithmName.SHA512, null),
        _ => null,
    };

    /// <summary>
    /// Whether an <c>alg</c> value needs no private key, so that anybody with the public key, or with no key, can make the signature. RFC 9901
    /// section 7.1 step 2.a forbids <c>none</c>. A MAC needs a secret shared by verifier and issuer.
    /// </summary>
    public static bool IsNoSignature(string name) =>
        name.Equals("none", StringComparison.OrdinalIgnoreCase) || name is "HS256" or "HS384" or "HS512";
}
