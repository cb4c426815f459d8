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

    /// <summary>Why a record cannot take another's place, by its entries; null when it can. Two records never replace each other.</summary>
    public static Refusal? CheckSuccessor(RecordId replaced, IReadOnlyList<StoredEntry> entries) =>
        entries.Count > 0 && entries[0].IsRecord && entries[0].Id != replaced && StatusBy(entries) is EntryStatus.Active or EntryStatus.Suspended
            ? null
            : Refusal.At(StatusFaults.SuccessorUnknown, "/successor", "不能取代这条记录。", "It cannot take this record's place.");
}
