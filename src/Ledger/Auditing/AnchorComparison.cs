namespace Ledger.Auditing;

/// <summary>How the anchors of a log go together with its entries.</summary>
/// <param name="Findings">What does not.</param>
/// <param name="Agreeing">How many anchored sizes have the log's root.</param>
/// <param name="Compared">How many were compared, whether or not they agree.</param>
/// <param name="IsComplete">False when some could not be compared, because the log is damaged or was not read in full.</param>
public sealed record AnchorComparison(IReadOnlyList<LogFinding> Findings, int Agreeing, int Compared, bool IsComplete);
