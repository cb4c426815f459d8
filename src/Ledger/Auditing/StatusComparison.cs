namespace Ledger.Auditing;

/// <summary>The result of comparing the statuses of a log with those on chain.</summary>
public sealed record StatusComparison(IReadOnlyList<LogFinding> Findings, IReadOnlyList<MissingStatus> Missing);
