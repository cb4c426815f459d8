using System.Collections.Immutable;

namespace Ledger.Verify.Seals;

/// <summary>
/// What a verifier expects of an SD-JWT before it looks at one: the exact header <c>typ</c>, and the claims that must be among the
/// processed ones.
/// </summary>
public sealed record SdJwtProfile(string Type, ImmutableArray<string> RequiredClaims)
{
    /// <summary>A record of this system: <c>dc+sd-jwt</c> (SD-JWT VC) with iss, vct and iat.</summary>
    public static SdJwtProfile Record { get; } = new("dc+sd-jwt", ["iss", "vct", "iat"]);
}
