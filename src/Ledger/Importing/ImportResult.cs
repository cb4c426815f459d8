namespace Ledger.Importing;

/// <summary>The result of an import.</summary>
/// <param name="Accepted">The number of lines that the node accepted.</param>
/// <param name="Refused">The number of lines that were refused.</param>
/// <param name="Time">The duration of the import.</param>
public sealed record ImportResult(long Accepted, long Refused, TimeSpan Time);
