namespace Ledger.Cli.Output;

/// <summary>In which of the two languages a person reads labels.</summary>
internal enum ReaderLanguage
{
    /// <summary>English, also for every language that is neither.</summary>
    English,

    /// <summary>Chinese.</summary>
    Chinese,
}
