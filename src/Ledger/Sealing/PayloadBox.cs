using System.Collections.Concurrent;
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

    private readonly ConcurrentDictionary<SubjectHandle, bool> _condemned = new();

    /// <summary>The subject that a person is, by blind index. Made on first use.</summary>
    public ValueTask<SubjectKey> GetOrCreateSubjectAsync(Digest person, CancellationToken cancellationToken) => keys.GetOrCreateAsync(person, cancellationToken);

    /// <summary>The handle of a person, by blind index. Null for a person who is not known.</summary>
    public ValueTask<SubjectHandle?> FindPersonAsync(Digest person, CancellationToken cancellationToken) => keys.FindHandleAsync(person, cancellationToken);

    /// <summary>
    /// The key of a subject, for another payload about the same. Refuses an erased subject. The department itself stands for nobody: a record that was
    /// lost with a machine has no subject any more.
    /// </summary>
    /// <param name="id">The record, for the message.</param>
    /// <param name="subject">The subject.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: the key is lost.</exception>
    public async ValueTask<Outcome<SubjectKey>> FindSubjectAsync(RecordId id, SubjectHandle subject, CancellationToken cancellationToken)
    {
        if (subject.IsNone)
        {
            return await keys.GetOrCreateAsync(default, cancellationToken);
        }

        if (await keys.FindAsync(subject, cancellationToken) is { } key)
        {
            return key;
        }

        return await keys.IsErasedAsync(subject, cancellationToken) ? SealingFaults.SubjectErased : throw KeyMissing(id);
    }

    /// <summary>Says that a subject is being erased: from now on the log takes no entry with a payload of it.</summary>
    public void Condemn(SubjectHandle subject) => _condemned[subject] = true;

    /// <summary>Says that a subject is not erased after all.</summary>
    public void Spare(SubjectHandle subject) => _condemned.TryRemove(subject, out _);

    /// <summary>Whether a subject is being erased, or was erased since the department was opened.</summary>
    public bool IsCondemned(SubjectHandle subject) => _condemned.ContainsKey(subject);

    /// <summary>Encrypts a payload.</summary>
    public byte[] Close(RecordId id, SubjectKey subject, Payload payload)
    {
        var plain = new byte[SaltLength + Encoding.UTF8.GetByteCount(payload.Text)];
        payload.Salt.CopyTo(plain, 0);
        Encoding.UTF8.GetBytes(payload.Text, plain.AsSpan(SaltLength));
        return PayloadCipher.Seal(subject.Key, department, id, plain);
    }

    /// <summary>Decrypts a payload. Refuses an erased subject and nothing else.</summary>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: the key is lost, or the payload was changed or encrypted with another key.</exception>
    public async ValueTask<PayloadOutcome> OpenAsync(RecordId id, SubjectHandle subject, ReadOnlyMemory<byte> closed, CancellationToken cancellationToken)
    {
        if (await keys.FindAsync(subject, cancellationToken) is not { } key)
        {
            // Any other missing key is damage. It must not look like a lawful erasure.
            return await keys.IsErasedAsync(subject, cancellationToken)
                ? new PayloadOutcome(default, Refusal.FromFault(SealingFaults.SubjectErased))
                : throw KeyMissing(id);
        }

        return PayloadCipher.TryOpen(key.Key, department, id, closed.Span) is { Length: >= SaltLength } plain
            ? new PayloadOutcome(new Payload(plain[..SaltLength], Encoding.UTF8.GetString(plain.AsSpan(SaltLength))), null)
            : throw new FaultException(StoreFaults.Damaged, $"The payload of record {id} does not decrypt.");
    }

    /// <summary>Flushes the keys that were created so far. Call it before the entries that need them are committed.</summary>
    public ValueTask FlushKeysAsync(CancellationToken cancellationToken) => keys.FlushAsync(cancellationToken);

    private static FaultException KeyMissing(RecordId id) => new(StoreFaults.Damaged, $"The key for the payload of record {id} is missing.");
}
