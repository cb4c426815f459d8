namespace Ledger.Importing;

/// <summary>What an import did.</summary>
/// <param name="Accepted">How many lines the node accepted.</param>
/// <param name="Refused">How many lines were refused.</param>
/// <param name="Time">How long it took.</param>
public sealed record ImportResult(long Accepted, long Refused, TimeSpan Time);
