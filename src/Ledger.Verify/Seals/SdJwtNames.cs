using System.Collections.Frozen;

namespace Ledger.Verify.Seals;

/// <summary>Claim names with a defined meaning.</summary>
internal static class SdJwtNames
{
    public const string Digests = "_sd";
    public const string HashAlgorithm = "_sd_alg";
    public const string ElementDigest = "...";
    public const string Sha256 = "sha-256";

    /// <summary>SD-JWT VC, "Registered JWT Claims": these claims MUST stay in clear, including everything inside them.</summary>
    public static readonly FrozenSet<string> Protected =
        FrozenSet.ToFrozenSet(["iss", "nbf", "exp", "cnf", "vct", "vct#integrity", "aka_vcts", "status"], StringComparer.Ordinal);

    /// <summary>Names that no claim of a record may have at top level: the issuer writes them, or a disclosure must not contain them.</summary>
    public static readonly FrozenSet<string> Taken = FrozenSet.ToFrozenSet([.. Protected, "iat", "jti"], StringComparer.Ordinal);

    /// <summary>RFC 9901 section 4.1: names that no claim may have at any level. Only the issuer writes <c>_sd_alg</c>, at top level.</summary>
    public static bool IsReserved(string name) => name is Digests or HashAlgorithm or ElementDigest;
}
