using System.Text;
using System.Text.Json;
using Ledger.Faults;
using Ledger.Log;
using Ledger.Sealing;
using Ledger.Verify.Entries;

namespace Ledger.Statuses;

/// <summary>Opens what <see cref="StatusChanger"/> closed. For the department's own issuers and auditors only. Safe for use from any thread.</summary>
public sealed class StatusReader(ILogStore store, PayloadBox payloads)
{
    /// <summary>The details of a status entry; null when they were erased with the subject, or lost with a machine, or it is no status entry.</summary>
    /// <exception cref="StoreDamagedException">The payload cannot be read as it was written, or is not the one its entry commits to.</exception>
    public async ValueTask<StatusDetails?> FindAsync(StoredEntry entry, CancellationToken cancellationToken)
    {
        if (entry.Kind is not EntryKind.Status)
        {
            return null;
        }

        var closed = await store.ReadPayloadAsync(entry.Index, cancellationToken);
        if (closed.IsEmpty || await payloads.OpenAsync(entry.Id, entry.SubjectIndex, closed, cancellationToken) is not { Refusal: null, Payload: var payload })
        {
            return null;
        }

        var isCommitted = LogEntry.TryParse(entry.Text, out var logged)
            && Commitment.Of(payload.Salt, Encoding.UTF8.GetBytes(payload.Text)) == logged.Commitment;
        return isCommitted ? Read(payload.Text) : throw new StoreDamagedException($"The payload of entry {entry.Index} is not what the entry commits to.");
    }

    private static StatusDetails Read(string text)
    {
        var json = JsonElement.Parse(text);
        return new StatusDetails(json.GetProperty("reason"u8).GetString() ?? "", json.GetProperty("by"u8).GetString() ?? "");
    }
}
