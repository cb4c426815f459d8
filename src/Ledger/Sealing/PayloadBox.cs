using System.Text;
using Ledger.Departments;
using Ledger.Faults;
using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Verify.Trees;

namespace Ledger.Sealing;

/// <summary>
/// Encrypts payloads under the key of their subject, bound to department and record id, so that one cannot pass for another
/// (AES-256-GCM, <see cref="PayloadCipher"/>). Destroying the key erases them all. Safe for use from any thread.
/// </summary>
public sealed class PayloadBox(DepartmentId department, ISubjectKeys keys)
{
    private const int SaltLength = 32;

    /// <summary>Encrypts a payload; the subject gets a key on first use. Refused when the subject was erased.</summary>
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

    /// <summary>Decrypts a payload. Refused when the subject was erased, and only then.</summary>
    /// <exception cref="StoreDamagedException">The key was lost, or the payload is not what was encrypted with it.</exception>
    public async ValueTask<PayloadOutcome> OpenAsync(RecordId id, Digest subject, ReadOnlyMemory<byte> closed, CancellationToken cancellationToken)
    {
        if (await keys.FindAsync(subject, cancellationToken) is not { } key)
        {
            // A key that is missing for any other reason is damage: it must not pass for a lawful erasure.
            return await keys.IsErasedAsync(subject, cancellationToken)
                ? new PayloadOutcome(default, Refusal.Of(SealingFaults.SubjectErased))
                : throw new StoreDamagedException($"The key for the payload of record {id} is missing.");
        }

        return PayloadCipher.TryOpen(key, department, id, closed.Span) is { Length: >= SaltLength } plain
            ? new PayloadOutcome(new Payload(plain[..SaltLength], Encoding.UTF8.GetString(plain.AsSpan(SaltLength))), null)
            : throw new StoreDamagedException($"The payload of record {id} does not decrypt.");
    }

    /// <summary>Makes the keys given out so far durable. Called before the entries that need them are committed.</summary>
    public ValueTask FlushKeysAsync(CancellationToken cancellationToken) => keys.FlushAsync(cancellationToken);
}
