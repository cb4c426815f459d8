using System.Collections.Frozen;

namespace Ledger.Verify.Seals;

/// <summary>Claim names with a meaning of their own.</summary>
internal static class SdJwtNames
{
    public const string Digests = "_sd";
    public const string HashAlgorithm = "_sd_alg";
    public const string ElementDigest = "...";
    public const string Sha256 = "sha-256";

    /// <summary>SD-JWT VC, "Registered JWT Claims": these MUST stay in clear, with everything inside them.</summary>
    public static readonly FrozenSet<string> Protected =
        FrozenSet.ToFrozenSet(["iss", "nbf", "exp", "cnf", "vct", "vct#integrity", "aka_vcts", "status"], StringComparer.Ordinal);

    /// <summary>Names the issuer writes itself or that a disclosure may not carry, and so no claim of a record may have at top level.</summary>
    public static readonly FrozenSet<string> Taken = FrozenSet.ToFrozenSet([.. Protected, "iat", "jti"], StringComparer.Ordinal);

    /// <summary>RFC 9901 section 4.1: never a claim name, at any level. <c>_sd_alg</c> is only ever the issuer's, at top level.</summary>
    public static bool IsReserved(string name) => name is Digests or HashAlgorithm or ElementDigest;
}
