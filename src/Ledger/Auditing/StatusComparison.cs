namespace Ledger.Auditing;

/// <summary>How the statuses of a log and those on the chain go together.</summary>
public sealed record StatusComparison(IReadOnlyList<LogFinding> Findings, IReadOnlyList<MissingStatus> Missing);
