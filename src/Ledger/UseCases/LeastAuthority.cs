using Ledger.Access;
using Ledger.Verify.RecordTypes;

namespace Ledger.UseCases;

/// <summary>What each role sees of a record, in one place: no more than its work needs.</summary>
internal static class LeastAuthority
{
    /// <summary>Claims are for those who keep the record.</summary>
    public static bool SeesClaims(Role role) => role is Role.Issuer;

    /// <summary>A reason may speak of the person, so it is for those who keep the record and those who audit them.</summary>
    public static bool SeesReasons(Role role) => role is Role.Issuer or Role.Auditor;

    /// <summary>The disclosures that a bundle holds.</summary>
    /// <param name="role">Who fetches it. Whoever only verifies or audits gets what the record shows to everybody.</param>
    /// <param name="wanted">The claims that the caller named; null for all.</param>
    /// <returns>The claims to disclose; null for all, an empty list for none.</returns>
    public static IReadOnlyList<ClaimPath>? DisclosuresOf(Role role, IReadOnlyList<ClaimPath>? wanted) => SeesClaims(role) ? wanted : [];
}
