namespace Ledger.Auditing;

/// <summary>A status in the log that the chain did not show. It may be on its way.</summary>
/// <param name="Id">The record.</param>
/// <param name="Newest">Its newest status by the log.</param>
/// <param name="OnChain">Its status by the chain.</param>
public sealed record MissingStatus(Guid Id, LoggedStatus Newest, byte OnChain)
{
    /// <summary>The finding, for a status that has been missing for too long.</summary>
    public LogFinding ToFinding() => new(ChainAuditFaults.StatusNotOnChain, LogContents.PlaceOf(Id)) { First = Newest.Index, Last = Newest.Index };
}
