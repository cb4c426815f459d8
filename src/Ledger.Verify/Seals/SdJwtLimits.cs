namespace Ledger.Verify.Seals;

/// <summary>What an SD-JWT may cost its reader. The issuer keeps to the same limits, so it never seals what nobody may read.</summary>
public static class SdJwtLimits
{
    /// <summary>The longest compact form, in characters, key binding included.</summary>
    public const int MaxLength = 64 * 1024;

    /// <summary>The most disclosures beside one issuer JWT.</summary>
    public const int MaxDisclosures = 200;

    /// <summary>How many objects and arrays of the processed claims may be open at once, the outermost counted.</summary>
    public const int MaxDepth = 16;
}
