using System.Diagnostics.CodeAnalysis;
using System.Text;
using Ledger.Log;
using Ledger.Sealing;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.Seals;

namespace Ledger.Proving;

/// <summary>Reads and decrypts the payload of a logged record. Safe for use from any thread.</summary>
public sealed class RecordOpener(ILogReader store, PayloadBox payloads)
{
    /// <summary>Reads and decrypts one record.</summary>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: the payload was changed, or it is not the one that its entry commits to.</exception>
    public async ValueTask<Outcome<OpenRecord>> OpenAsync(StoredEntry entry, CancellationToken cancellationToken)
    {
        var closed = await store.ReadPayloadAsync(entry.Index, cancellationToken);
        if (closed.IsEmpty)
        {
            return SealingFaults.PayloadLost; // A sealed payload is never empty.
        }

        var opened = await OpenAsync(entry, closed, cancellationToken);
        if (opened.Refusal is { } refusal)
        {
            return refusal;
        }

        return TryRead(entry, opened.Payload, out var claims)
            ? new OpenRecord(entry, opened.Payload.Salt, claims)
            : throw Damaged(entry, $"The payload of record {entry.Id} is not the record its entry commits to.", null);
    }

    private async ValueTask<PayloadOutcome> OpenAsync(StoredEntry entry, ReadOnlyMemory<byte> closed, CancellationToken cancellationToken)
    {
        try
        {
            return await payloads.OpenAsync(entry.Id, entry.Subject, closed, cancellationToken);
        }
        catch (FaultException damaged) when (StoreFaults.IsDamage(damaged.Fault) && damaged.Place is null)
        {
            throw Damaged(entry, damaged.Detail, damaged);
        }
    }

    // The checksums of the file are right, so the entry is all that is known about the place.
    private static FaultException Damaged(StoredEntry entry, string message, Exception? inner) =>
        new(StoreFaults.Damaged, message, inner) { Place = new DamagePlace("payload", 0, entry.Index) };

    // The encryption binds a payload to its record, and the commitment binds it to its entry. A bundle with a payload of another entry would prove
    // nothing.
    private static bool TryRead(StoredEntry entry, Payload payload, [NotNullWhen(true)] out SdJwtClaims? claims)
    {
        claims = null;
        return SdJwt.TryParse(payload.Text, out var sdJwt, out _)
            && LogEntry.TryParse(entry.Text, out var logged)
            && Commitment.Compute(payload.Salt, Encoding.ASCII.GetBytes(sdJwt.IssuerJwt)) == logged.Commitment
            && sdJwt.TryDisclose(out claims, out _);
    }
}
