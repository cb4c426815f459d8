using Ledger.Faults;
using Ledger.Log;
using Ledger.Sealing;
using Ledger.Verify.Seals;

namespace Ledger.Proving;

/// <summary>A stored record, decrypted.</summary>
/// <param name="Entry">Its entry.</param>
/// <param name="Salt">The salt of its commitment.</param>
/// <param name="Claims">The SD-JWT with every disclosure.</param>
public sealed record OpenRecord(StoredEntry Entry, byte[] Salt, SdJwtClaims Claims);

/// <summary>Opens what the first three steps closed. Safe for use from any thread.</summary>
public sealed class RecordOpener(ILogStore store, PayloadBox payloads)
{
    /// <summary>Reads and decrypts one record.</summary>
    /// <exception cref="StoreDamagedException">The payload cannot be read as it was written.</exception>
    public async ValueTask<Outcome<OpenRecord>> OpenAsync(StoredEntry entry, CancellationToken cancellationToken)
    {
        var closed = await store.ReadPayloadAsync(entry.Index, cancellationToken);
        var opened = payloads.Open(entry.Id, entry.SubjectIndex, closed.Span);
        if (opened.Refusal is { } refusal)
        {
            return refusal;
        }

        return SdJwt.TryParse(opened.Payload.Text, out var sdJwt, out _) && sdJwt.TryDisclose(out var claims, out _)
            ? new OpenRecord(entry, opened.Payload.Salt, claims)
            : throw new StoreDamagedException($"The payload of record {entry.Id} is not a record.");
    }
}
