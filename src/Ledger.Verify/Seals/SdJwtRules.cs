using System.Collections.Frozen;

namespace Ledger.Verify.Seals;

/// <summary>The rules for reading the claims and the disclosures of an SD-JWT.</summary>
/// <param name="MaxDepth">The highest nesting depth of objects and arrays in the processed claims, including the outermost object.</param>
/// <param name="Numbers">Which numbers the claims may contain.</param>
/// <param name="InClear">The claims that must be in clear: no disclosure may contain them or hide a part of them.</param>
/// <param name="Digests">How disclosures are hashed and their digests written.</param>
internal sealed record SdJwtRules(int MaxDepth, NumberForm Numbers, FrozenSet<string> InClear, DisclosureDigests Digests)
{
    /// <summary>The rules for records of this system.</summary>
    public static SdJwtRules Own { get; } = new(SdJwtLimits.MaxDepth, NumberForm.Whole, SdJwtNames.Protected, DisclosureDigests.Own);

    // A digest is one level deeper than its claim: {"...": d} in an array, or an _sd array in an object.
    public JsonRules Payload => new(MaxDepth + 1, ReservedNames.Allowed, Numbers);

    /// <summary>Like <see cref="Payload"/>, with one more level for the array around the claim.</summary>
    public JsonRules Disclosure => new(MaxDepth + 2, ReservedNames.Allowed, Numbers);
}
