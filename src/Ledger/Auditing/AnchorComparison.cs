namespace Ledger.Auditing;

/// <summary>The result of comparing the anchors of a log with its entries.</summary>
/// <param name="Findings">The disagreements.</param>
/// <param name="Agreeing">How many anchors have the same root as the log at their size.</param>
/// <param name="Compared">How many anchors were compared.</param>
/// <param name="IsComplete">False if some anchors could not be compared, because the log is damaged or was not read in full.</param>
public sealed record AnchorComparison(IReadOnlyList<LogFinding> Findings, int Agreeing, int Compared, bool IsComplete);
