using Ledger.Faults;
using Ledger.Issuing;
using Ledger.Log;
using Ledger.Verify.Entries;

namespace Ledger.Statuses;

/// <summary>
/// Which status may follow which, as the <c>RecordStatus</c> contract has it: active and suspended alternate; revoked, superseded and
/// withdrawn are final. Stateless.
/// </summary>
public static class StatusRules
{
    /// <summary>The status of a record by its entries, oldest first.</summary>
    public static EntryStatus StatusBy(IReadOnlyList<StoredEntry> entries) =>
        entries.LastOrDefault(entry => entry.Kind is EntryKind.Status)?.Status ?? EntryStatus.Active;

    /// <summary>Why the change is not allowed now; null when it is.</summary>
    public static Refusal? Check(IReadOnlyList<StoredEntry> entries, StatusRequest request)
    {
        if (entries.Count == 0 || !entries[0].IsRecord)
        {
            return Refusal.Of(StatusFaults.RecordNotFound);
        }

        var current = StatusBy(entries);
        if (current is EntryStatus.Revoked or EntryStatus.Superseded or EntryStatus.Withdrawn)
        {
            return Refusal.Of(StatusFaults.AlreadyFinal);
        }

        if (current == request.Status)
        {
            return Refusal.Of(StatusFaults.AlreadySo);
        }

        if (request.Status is EntryStatus.Withdrawn && entries[0].Kind is not EntryKind.Consent)
        {
            return Refusal.Of(StatusFaults.OnlyForConsents);
        }

        return (request.Status is EntryStatus.Superseded) == request.Successor.HasValue
            ? null
            : Refusal.At(StatusFaults.SuccessorMissing, "/successor", "与 status 不符。", "It does not go with the status.");
    }

    /// <summary>
    /// Why a record cannot take another's place, by its entries; null when it can. It must be about the same subject and of the same type,
    /// whatever the version; two records never replace each other.
    /// </summary>
    /// <param name="replaced">The entry that issued the record to be superseded.</param>
    /// <param name="entries">The successor's entries in this department's log, oldest first; empty when it has no such record.</param>
    public static Refusal? CheckSuccessor(StoredEntry replaced, IReadOnlyList<StoredEntry> entries)
    {
        if (entries.Count == 0 || !entries[0].IsRecord || entries[0].Id == replaced.Id
            || StatusBy(entries) is not (EntryStatus.Active or EntryStatus.Suspended))
        {
            return Refusal.At(StatusFaults.SuccessorUnknown, "/successor", "不能取代这条记录。", "It cannot take this record's place.");
        }

        if (entries[0].SubjectIndex != replaced.SubjectIndex)
        {
            return Refusal.At(StatusFaults.SuccessorOfAnother, "/successor", "是另一位居民的记录。", "It is about another subject.");
        }

        return entries[0].Kind == replaced.Kind && RecordFamily.Of(entries[0].Type) == RecordFamily.Of(replaced.Type)
            ? null
            : Refusal.At(StatusFaults.SuccessorOfOtherType, "/successor", "是另一类型的记录。", "It is of another type.");
    }
}
