using Ledger.Verify.Faults;

namespace Ledger.Auditing;

/// <summary>The result of checking a public log. Immutable.</summary>
/// <param name="Report">The audit of the log.</param>
/// <param name="Remembered">The head that an earlier run left; null without one.</param>
/// <param name="History">What the two heads say about each other; null without an earlier one.</param>
/// <param name="Evidence">The file of a contradiction; null when none was written.</param>
/// <param name="EvidenceProblem">Why the file of a contradiction could not be written; null when it could.</param>
public sealed record CheckedLog(
    LogAuditReport Report, SignedCheckpoint? Remembered, HistoryResult? History, string? Evidence, FaultException? EvidenceProblem)
{
    private const string CheckpointPath = "checkpoint";

    /// <summary>All findings: of the history first, then of the files.</summary>
    public IReadOnlyList<LogFinding> Findings { get; } = [.. ListFindings(History, Report), .. Report.Findings];

    /// <summary>Whether everything was read and agrees.</summary>
    public bool Agrees => Findings.Count == 0 && Report.IsComplete;

    // An extension that cannot be shown is the log's fault only where all of the log was read.
    private static IEnumerable<LogFinding> ListFindings(HistoryResult? history, LogAuditReport report) => history switch
    {
        { Contradiction: { } found } => [new LogFinding(found.Fault, CheckpointPath) { Detail = found.Sizes }],
        { Answer: HistoryAnswer.Unknown } when report.IsComplete || report.Findings.Count > 0 => [new LogFinding(AuditFaults.ExtensionNotShown, CheckpointPath)],
        _ => [],
    };
}
