using Ledger.Verify.Entries;
using Ledger.Verify.Faults;

namespace Ledger.Auditing;

/// <summary>A status in the log that the chain does not show. The transaction may still be pending.</summary>
/// <param name="Id">The record.</param>
/// <param name="Newest">The newest status in the log.</param>
/// <param name="OnChain">The status on chain.</param>
public sealed record MissingStatus(Guid Id, LoggedStatus Newest, EntryStatus OnChain)
{
    /// <summary>The finding, for a status that is missing for too long.</summary>
    public LogFinding ToFinding() => new(ChainAuditFaults.StatusNotOnChain, LogContents.FormatPlace(Id)) { First = Newest.Index, Last = Newest.Index };
}
