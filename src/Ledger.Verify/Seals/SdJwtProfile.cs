using System.Collections.Immutable;

namespace Ledger.Verify.Seals;

/// <summary>
/// What a verifier requires of every SD-JWT: the exact <c>typ</c> of the header, and the claims that must be among the processed claims.
/// </summary>
public sealed record SdJwtProfile(string Type, ImmutableArray<string> RequiredClaims)
{
    /// <summary>The profile of records of this system: <c>dc+sd-jwt</c> (SD-JWT VC) with iss, vct and iat.</summary>
    public static SdJwtProfile Record { get; } = new("dc+sd-jwt", ["iss", "vct", "iat"]);
}
