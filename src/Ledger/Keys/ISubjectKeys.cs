using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Keys;

/// <summary>
/// One data key per subject of a department, wrapped by the master key, and which subjects were erased.
/// </summary>
/// <remarks>
/// <para>Durability: a key that <see cref="GetOrCreateAsync"/> made MUST be durable when a later <see cref="FlushAsync"/> returns; before that a crash
/// may lose it. <see cref="EraseAsync"/> MUST be durable when it returns, and the key MUST NOT be readable from then on, neither here nor in what the
/// store keeps of its past. A store MUST NOT put a key into anything that is only appended to.</para>
/// <para>Concurrency: safe for use from any thread. Two callers that ask for one new subject MUST get the same key, also when they are two
/// processes.</para>
/// <para>Retries: every method may be called again. A subject that was erased stays erased: no call makes a new key for it.</para>
/// </remarks>
public interface ISubjectKeys : IAsyncDisposable
{
    /// <summary>The subject's key, made on first use; null when the subject was erased.</summary>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: what is kept is not what was written.</exception>
    /// <exception cref="FaultException"><see cref="StoreFaults.KeyUnusable"/>: the master key is another one.</exception>
    ValueTask<KeyOctets?> GetOrCreateAsync(Digest subject, CancellationToken cancellationToken);

    /// <summary>The subject's key; null when there is none, and <see cref="IsErasedAsync"/> says whether there was one.</summary>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: what is kept is not what was written. Damage MUST NOT be reported as "there is none".</exception>
    /// <exception cref="FaultException"><see cref="StoreFaults.KeyUnusable"/>: the master key is another one.</exception>
    ValueTask<KeyOctets?> FindAsync(Digest subject, CancellationToken cancellationToken);

    /// <summary>Whether the subject had a key and it was destroyed. A subject that never had one was not erased.</summary>
    ValueTask<bool> IsErasedAsync(Digest subject, CancellationToken cancellationToken);

    /// <summary>Makes every key that was returned before this call durable.</summary>
    ValueTask FlushAsync(CancellationToken cancellationToken);

    /// <summary>Destroys a subject's key and remembers that it was erased. Does nothing for a subject without a key.</summary>
    ValueTask EraseAsync(Digest subject, CancellationToken cancellationToken);
}
