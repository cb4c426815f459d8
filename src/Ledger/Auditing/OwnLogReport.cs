namespace Ledger.Auditing;

/// <summary>The result of a node's check of its own log.</summary>
/// <param name="Size">How many entries were checked.</param>
/// <param name="Findings">The findings. Empty if everything is right.</param>
/// <param name="AnchorsAgreeing">How many anchors have the same root as the log. Null if the chain was not available.</param>
/// <param name="IsComplete">Whether all entries, files and known anchors were compared.</param>
public sealed record OwnLogReport(long Size, IReadOnlyList<LogFinding> Findings, int? AnchorsAgreeing, bool IsComplete);
