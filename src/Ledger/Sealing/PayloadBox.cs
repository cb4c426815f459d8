using System.Text;
using Ledger.Departments;
using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Sealing;

/// <summary>
/// Encrypts payloads with the key of their subject (AES-256-GCM, <see cref="PayloadCipher"/>). The encryption binds a payload to its department and
/// record id, so that one payload cannot replace another. Destroying a subject's key erases all payloads of the subject. Safe for use from any
/// thread.
/// </summary>
public sealed class PayloadBox(DepartmentId department, ISubjectKeys keys)
{
    private const int SaltLength = 32;

    /// <summary>Encrypts a payload. Creates the subject's key on first use. Refuses an erased subject.</summary>
    public async ValueTask<Outcome<byte[]>> CloseAsync(RecordId id, Digest subject, Payload payload, CancellationToken cancellationToken)
    {
        if (await keys.GetOrCreateAsync(subject, cancellationToken) is not { } key)
        {
            return SealingFaults.SubjectErased;
        }

        var plain = new byte[SaltLength + Encoding.UTF8.GetByteCount(payload.Text)];
        payload.Salt.CopyTo(plain, 0);
        Encoding.UTF8.GetBytes(payload.Text, plain.AsSpan(SaltLength));
        return PayloadCipher.Seal(key, department, id, plain);
    }

    /// <summary>Decrypts a payload. Refuses an erased subject and nothing else.</summary>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: the key is lost, or the payload was changed or encrypted with another key.</exception>
    public async ValueTask<PayloadOutcome> OpenAsync(RecordId id, Digest subject, ReadOnlyMemory<byte> closed, CancellationToken cancellationToken)
    {
        if (await keys.FindAsync(subject, cancellationToken) is not { } key)
        {
            // Any other missing key is damage. It must not look like a lawful erasure.
            return await keys.IsErasedAsync(subject, cancellationToken)
                ? new PayloadOutcome(default, Refusal.FromFault(SealingFaults.SubjectErased))
                : throw new FaultException(StoreFaults.Damaged, $"The key for the payload of record {id} is missing.");
        }

        return PayloadCipher.TryOpen(key, department, id, closed.Span) is { Length: >= SaltLength } plain
            ? new PayloadOutcome(new Payload(plain[..SaltLength], Encoding.UTF8.GetString(plain.AsSpan(SaltLength))), null)
            : throw new FaultException(StoreFaults.Damaged, $"The payload of record {id} does not decrypt.");
    }

    /// <summary>Flushes the keys that were created so far. Call it before the entries that need them are committed.</summary>
    public ValueTask FlushKeysAsync(CancellationToken cancellationToken) => keys.FlushAsync(cancellationToken);
}
