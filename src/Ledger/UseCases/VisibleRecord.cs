using System.Text.Json;
using Ledger.Anchoring;
using Ledger.Log;
using Ledger.Statuses;
using Ledger.Verify.Entries;

namespace Ledger.UseCases;

/// <summary>One record, limited to what its reader may see.</summary>
/// <param name="Entry">The entry that issued it.</param>
/// <param name="Level">The proof level of that entry.</param>
/// <param name="Status">Its status by the log, at the requested time.</param>
/// <param name="Claims">Its claims as a JSON object. Null for a role that may not see them.</param>
public sealed record VisibleRecord(StoredEntry Entry, ProofLevel Level, EntryStatus Status, JsonElement? Claims)
{
    /// <summary>
    /// Why it has that status and who asked. Null if the status never changed, if the subject was erased, or for a role that may not see it.
    /// </summary>
    public StatusDetails? Details { get; init; }

    /// <summary>The certificate of erasure of its subject. Null if the subject was not erased.</summary>
    public ProvenErasure? Erasure { get; init; }

    /// <summary>When the status was logged. Null if it never changed.</summary>
    public DateTimeOffset? StatusSince { get; init; }

    /// <summary>Shows no content, so that no log line contains personal data.</summary>
    public override string ToString() => $"VisibleRecord {Entry.Id}";
}
