namespace Ledger.Verify.Seals;

/// <summary>The size limits of an SD-JWT. The issuer keeps the same limits as the reader, so it never seals a record that cannot be read.</summary>
public static class SdJwtLimits
{
    /// <summary>The longest compact form, in characters, including key binding.</summary>
    public const int MaxLength = 64 * 1024;

    /// <summary>The highest number of disclosures.</summary>
    public const int MaxDisclosures = 200;

    /// <summary>The highest nesting depth of objects and arrays in the processed claims, including the outermost object.</summary>
    public const int MaxDepth = 16;
}
