namespace Ledger.Auditing;

/// <summary>What a node's check of one of its own logs came to.</summary>
/// <param name="Size">How many entries were checked.</param>
/// <param name="Findings">What is wrong; empty when nothing is.</param>
/// <param name="AnchorsAgreeing">How many anchored sizes have the log's root; null when the chain was not there to compare with.</param>
/// <param name="IsComplete">Whether all entries, files and known anchors were compared.</param>
public sealed record OwnLogReport(long Size, IReadOnlyList<LogFinding> Findings, int? AnchorsAgreeing, bool IsComplete);
