using System.Text;
using System.Text.Json;
using Ledger.Log;
using Ledger.Sealing;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;

namespace Ledger.Statuses;

/// <summary>
/// Reads and decrypts the details of status changes. For the department's own issuers and auditors only. Safe for use from any thread.
/// </summary>
public sealed class StatusReader(ILogReader store, PayloadBox payloads)
{
    /// <summary>
    /// The details of a status entry. Null if they were erased with the subject, were lost with a machine, or if this is not a status entry.
    /// </summary>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: the payload was changed, or it is not the one that its entry commits to.</exception>
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
            && Commitment.Compute(payload.Salt, Encoding.UTF8.GetBytes(payload.Text)) == logged.Commitment;
        return isCommitted
            ? Read(payload.Text)
            : throw new FaultException(StoreFaults.Damaged, $"The payload of entry {entry.Index} is not what the entry commits to.");
    }

    private static StatusDetails Read(string text)
    {
        var json = JsonElement.Parse(text);
        return new StatusDetails(json.GetProperty("reason"u8).GetString() ?? "", json.GetProperty("by"u8).GetString() ?? "");
    }
}
