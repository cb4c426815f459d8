using System.Collections.Frozen;

namespace Ledger.Verify.Seals;

/// <summary>How the claims of an SD-JWT and its disclosures are read.</summary>
/// <param name="MaxDepth">How many objects and arrays of the processed claims may be open at once, the outermost counted.</param>
/// <param name="Numbers">Which numbers they may hold.</param>
/// <param name="InClear">Claims that no disclosure may bring, nor hide anything in.</param>
/// <param name="Digests">How disclosures are hashed and their digests written.</param>
internal sealed record SdJwtRules(int MaxDepth, NumberForm Numbers, FrozenSet<string> InClear, DisclosureDigests Digests)
{
    /// <summary>Records of this system.</summary>
    public static SdJwtRules Own { get; } = new(SdJwtLimits.MaxDepth, NumberForm.Whole, SdJwtNames.Protected, DisclosureDigests.Own);

    // Digests sit one level deeper than the claims they stand for: {"...": d} in an array, or an _sd array in an object.
    public JsonRules Payload => new(MaxDepth + 1, ReservedNames.Allowed, Numbers);

    /// <summary>As <see cref="Payload"/>, with the array around the claim.</summary>
    public JsonRules Disclosure => new(MaxDepth + 2, ReservedNames.Allowed, Numbers);
}
