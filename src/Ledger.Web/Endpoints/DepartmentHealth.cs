namespace Ledger.Web.Endpoints;

/// <summary>The state of a department's log, compared with the chain.</summary>
/// <param name="Department">The short name of the department.</param>
/// <param name="Writer">Whether entries can be written to its log.</param>
/// <param name="Size">The number of entries in its log.</param>
/// <param name="AnchoredSize">The number of entries that are anchored.</param>
/// <param name="PendingStatuses">The number of status changes that are not on the chain yet.</param>
/// <param name="ChainLastSeen">The time of the last answer of the chain. Null if it has not answered yet.</param>
/// <param name="WaitingSince">The time since which an entry has been waiting for its anchor. Null if none is waiting.</param>
/// <param name="Code">The code of what does not work. Null if everything works.</param>
/// <param name="SelfCheck">The result of the node's last check of this log. Null before the first check.</param>
/// <param name="Clock">This machine's clock, compared with the chain and with this log. Null while the department is down.</param>
internal sealed record DepartmentHealth(
    string Department, [property: Described(ApiWords.WriterStatus)] string Writer, long Size, long AnchoredSize, int PendingStatuses, DateTimeOffset? ChainLastSeen, DateTimeOffset? WaitingSince,
    string? Code, SelfChecks.SelfCheckResult? SelfCheck, ClockHealth? Clock);
