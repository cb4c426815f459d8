using System.Text.Json;
using Ledger.Anchoring;
using Ledger.Log;
using Ledger.Statuses;
using Ledger.Verify.Entries;

namespace Ledger.UseCases;

/// <summary>One record, as far as its reader may see it.</summary>
/// <param name="Entry">The entry that issued it.</param>
/// <param name="Level">How far the proof of that entry has come.</param>
/// <param name="Status">Its status by the log, at the time that was asked about.</param>
/// <param name="Claims">Its claims, a JSON object; null for a role that does not see them.</param>
public sealed record VisibleRecord(StoredEntry Entry, ProofLevel Level, EntryStatus Status, JsonElement? Claims)
{
    /// <summary>Why it has that status and who asked; null when it was never changed, when the subject was erased, or for a role that does not see it.</summary>
    public StatusDetails? Details { get; init; }

    /// <summary>When the status was logged; null when it was never changed.</summary>
    public DateTimeOffset? StatusSince { get; init; }

    /// <summary>Nothing of the content, so that no log line can show it.</summary>
    public override string ToString() => $"VisibleRecord {Entry.Id}";
}
