namespace Ledger.Cli.Bench;

/// <summary>One measured run of issuing.</summary>
/// <param name="Seconds">The time from the first line to the last answer.</param>
/// <param name="StoredBytes">The bytes in the journal for each record.</param>
/// <param name="Commits">The number of commits, at least 1.</param>
/// <param name="Processor">The time that all processors worked.</param>
/// <param name="AllocatedBytes">The bytes allocated by all records.</param>
internal sealed record IssueRun(double Seconds, long StoredBytes, long Commits, TimeSpan Processor, long AllocatedBytes);
