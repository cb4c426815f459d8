namespace Ledger.Cli.Output;

/// <summary>The language of the labels.</summary>
internal enum ReaderLanguage
{
    /// <summary>English. Also used for every language other than Chinese.</summary>
    English,

    /// <summary>Chinese.</summary>
    Chinese,
}
