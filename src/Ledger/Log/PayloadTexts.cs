using System.Text;
using Ledger.Sealing;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;

namespace Ledger.Log;

/// <summary>
/// Reads and decrypts the payloads of entries that are not records: status changes, disclosures, erasures. Safe for use from any thread.
/// </summary>
public sealed class PayloadTexts(ILogReader store, PayloadBox payloads)
{
    /// <summary>The payload of an entry. Null if it was erased with its subject or lost with a machine.</summary>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: the payload was changed, or it is not the one that its entry commits to.</exception>
    public async ValueTask<Payload?> FindAsync(StoredEntry entry, CancellationToken cancellationToken)
    {
        var closed = await store.ReadPayloadAsync(entry.Index, cancellationToken);
        if (closed.IsEmpty || await payloads.OpenAsync(entry.Id, entry.Subject, closed, cancellationToken) is not { Refusal: null, Payload: var payload })
        {
            return null;
        }

        var isCommitted = LogEntry.TryParse(entry.Text, out var logged)
            && Commitment.Compute(payload.Salt, Encoding.UTF8.GetBytes(payload.Text)) == logged.Commitment;
        return isCommitted ? payload : throw new FaultException(StoreFaults.Damaged, $"The payload of entry {entry.Index} is not what the entry commits to.");
    }
}
