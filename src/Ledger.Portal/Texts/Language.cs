namespace Ledger.Portal.Texts;

/// <summary>The language of a page.</summary>
public enum Language
{
    /// <summary>Simplified Chinese.</summary>
    Chinese,

    /// <summary>English.</summary>
    English,
}
