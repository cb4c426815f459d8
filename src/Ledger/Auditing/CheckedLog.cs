using Ledger.Verify.Faults;

namespace Ledger.Auditing;

/// <summary>The result of checking a public log. Immutable.</summary>
/// <param name="Report">The audit of the log.</param>
/// <param name="Remembered">The head that an earlier run stored. Null without one.</param>
/// <param name="History">The result of comparing the two heads. Null without an earlier head.</param>
/// <param name="Evidence">The file with the contradiction. Null when none was written.</param>
/// <param name="EvidenceProblem">Why the file with the contradiction could not be written. Null when it could.</param>
public sealed record CheckedLog(
    LogAuditReport Report, SignedCheckpoint? Remembered, HistoryResult? History, string? Evidence, FaultException? EvidenceProblem)
{
    private const string CheckpointPath = "checkpoint";

    /// <summary>All findings: of the history first, then of the files.</summary>
    public IReadOnlyList<LogFinding> Findings { get; } = [.. ListFindings(History, Report), .. Report.Findings];

    /// <summary>Whether everything was read and agrees.</summary>
    public bool Agrees => Findings.Count == 0 && Report.IsComplete;

    // An unproven extension is a finding only if the whole log was read, or if the log has other findings.
    private static IEnumerable<LogFinding> ListFindings(HistoryResult? history, LogAuditReport report) => history switch
    {
        { Contradiction: { } found } => [new LogFinding(found.Fault, CheckpointPath) { Detail = found.Sizes }],
        { Answer: HistoryAnswer.Unknown } when report.IsComplete || report.Findings.Count > 0 => [new LogFinding(AuditFaults.ExtensionNotShown, CheckpointPath)],
        _ => [],
    };
}
