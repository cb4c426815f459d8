namespace Ledger.Web.Endpoints;

/// <summary>How a department's log and the chain stand to each other.</summary>
/// <param name="Department">The department's short name.</param>
/// <param name="Writer">Whether its log is written to.</param>
/// <param name="Size">How many entries its log has.</param>
/// <param name="AnchoredSize">How many of them are anchored.</param>
/// <param name="PendingStatuses">How many status changes the chain does not have yet.</param>
/// <param name="ChainLastSeen">When the chain last answered; null when it has not.</param>
/// <param name="WaitingSince">Since when an entry waits for its anchor; null when none does.</param>
/// <param name="Code">What does not go on; null when everything does.</param>
/// <param name="SelfCheck">What the node last found about this log; null before its first check.</param>
/// <param name="Clock">How this machine's clock stands to the chain and to this log; null while the department is down.</param>
internal sealed record DepartmentHealth(
    string Department, [property: Described(ApiWords.WriterStatus)] string Writer, long Size, long AnchoredSize, int PendingStatuses, DateTimeOffset? ChainLastSeen, DateTimeOffset? WaitingSince,
    string? Code, SelfChecks.SelfCheckResult? SelfCheck, ClockHealth? Clock);
