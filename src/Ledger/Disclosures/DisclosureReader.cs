using Ledger.Log;
using Ledger.Verify.Faults;

namespace Ledger.Disclosures;

/// <summary>Reads logged disclosures. Safe for use from any thread.</summary>
public sealed class DisclosureReader(PayloadTexts payloads)
{
    /// <summary>Reads a disclosure. Null if it was lost with a machine or erased with the resident.</summary>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: the payload is not what the entry commits to.</exception>
    public async ValueTask<LoggedDisclosure?> FindAsync(StoredEntry entry, CancellationToken cancellationToken) =>
        await payloads.FindAsync(entry, cancellationToken) is { } payload
            ? new LoggedDisclosure(entry, Disclosure.Read(payload.Text), payload.Salt, payload.Text)
            : null;
}
