using Ledger.Issuing;
using Ledger.Log;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;

namespace Ledger.Statuses;

/// <summary>
/// Checks a status change by the rules of the <c>RecordStatus</c> contract. An active record can be suspended, and a suspended one activated again.
/// Revoked, superseded and withdrawn are final. Stateless.
/// </summary>
public static class StatusRules
{
    /// <summary>The current status of a record. Its entries are in log order.</summary>
    public static EntryStatus StatusBy(IReadOnlyList<StoredEntry> entries) =>
        entries.LastOrDefault(entry => entry.Kind is EntryKind.Status)?.Status ?? EntryStatus.Active;

    /// <summary>Why the change is not allowed now. Null if it is allowed.</summary>
    public static Refusal? Check(IReadOnlyList<StoredEntry> entries, StatusRequest request)
    {
        if (entries.Count == 0 || !entries[0].IsRecord)
        {
            return Refusal.FromFault(StatusFaults.RecordNotFound);
        }

        var current = StatusBy(entries);
        if (current is EntryStatus.Revoked or EntryStatus.Superseded or EntryStatus.Withdrawn)
        {
            return Refusal.FromFault(StatusFaults.AlreadyFinal);
        }

        if (current == request.Status)
        {
            return Refusal.FromFault(StatusFaults.AlreadySo);
        }

        if (request.Status is EntryStatus.Withdrawn && entries[0].Kind is not EntryKind.Consent)
        {
            return Refusal.FromFault(StatusFaults.OnlyForConsents);
        }

        return (request.Status is EntryStatus.Superseded) == request.Successor.HasValue
            ? null
            : Refusal.At(StatusFaults.SuccessorMissing, "/successor", "与 status 不符。", "It is required for superseded and not allowed for any other status.");
    }

    /// <summary>
    /// Why a record cannot supersede another one. Null if it can. Both records must have the same subject and the same type, in any version. Two
    /// records never supersede each other.
    /// </summary>
    /// <param name="replaced">The entry that issued the record to be superseded.</param>
    /// <param name="entries">The successor's entries in this department's log, oldest first. Empty if the log has no such record.</param>
    public static Refusal? CheckSuccessor(StoredEntry replaced, IReadOnlyList<StoredEntry> entries)
    {
        if (entries.Count == 0 || !entries[0].IsRecord || entries[0].Id == replaced.Id
            || StatusBy(entries) is not (EntryStatus.Active or EntryStatus.Suspended))
        {
            return Refusal.At(StatusFaults.SuccessorUnknown, "/successor", "不能取代这条记录。", "It cannot supersede this record.");
        }

        if (entries[0].Subject != replaced.Subject)
        {
            return Refusal.At(StatusFaults.SuccessorOfAnother, "/successor", "是另一位居民的记录。", "It is about another subject.");
        }

        return entries[0].Kind == replaced.Kind && RecordFamily.WithoutVersion(entries[0].Type) == RecordFamily.WithoutVersion(replaced.Type)
            ? null
            : Refusal.At(StatusFaults.SuccessorOfOtherType, "/successor", "是另一类型的记录。", "It is of another type.");
    }
}
