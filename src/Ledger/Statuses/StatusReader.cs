using System.Text.Json;
using Ledger.Log;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;

namespace Ledger.Statuses;

/// <summary>
/// Reads and decrypts the details of status changes. For the department's own issuers and auditors only. Safe for use from any thread.
/// </summary>
public sealed class StatusReader(PayloadTexts payloads)
{
    /// <summary>
    /// The details of a status entry. Null if they were erased with the subject, were lost with a machine, or if this is not a status entry.
    /// </summary>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: the payload was changed, or it is not the one that its entry commits to.</exception>
    public async ValueTask<StatusDetails?> FindAsync(StoredEntry entry, CancellationToken cancellationToken) =>
        entry.Kind is EntryKind.Status && await payloads.FindAsync(entry, cancellationToken) is { } payload ? Read(payload.Text) : null;

    private static StatusDetails Read(string text)
    {
        var json = JsonElement.Parse(text);
        return new StatusDetails(json.GetProperty("reason"u8).GetString() ?? "", json.GetProperty("by"u8).GetString() ?? "");
    }
}
