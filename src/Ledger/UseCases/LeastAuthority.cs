using Ledger.Access;
using Ledger.Verify.RecordTypes;

namespace Ledger.UseCases;

/// <summary>What each role may see of a record. Each role sees only what its work needs.</summary>
internal static class LeastAuthority
{
    /// <summary>Only issuers see claims.</summary>
    public static bool SeesClaims(Role role) => role is Role.Issuer;

    /// <summary>A reason can be personal data. Only issuers and auditors see it.</summary>
    public static bool SeesReasons(Role role) => role is Role.Issuer or Role.Auditor;

    /// <summary>The disclosures of a bundle.</summary>
    /// <param name="role">The caller's role. Verifiers and auditors see only what the record shows to everybody.</param>
    /// <param name="wanted">The claims that the caller named. Null for all.</param>
    /// <returns>The claims to disclose. Null for all; an empty list for none.</returns>
    public static IReadOnlyList<ClaimPath>? LimitDisclosures(Role role, IReadOnlyList<ClaimPath>? wanted) => SeesClaims(role) ? wanted : [];
}
