using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Keys;

/// <summary>
/// The subjects of a department: for each one a random handle, which names the subject in the journal, and a data key, wrapped by the master key. Only
/// here is written which handle belongs to which person. A person is looked up by a blind index; the zero digest stands for the department itself,
/// whose papers are nobody's.
/// </summary>
/// <remarks>
/// <para>Durability: a subject that <see cref="GetOrCreateAsync"/> made MUST be durable when a later <see cref="FlushAsync"/> returns; before that a
/// crash may lose it. <see cref="EraseAsync"/> MUST be durable when it returns. From then on neither the key nor the blind index MUST be readable,
/// neither here nor in what the store keeps of its past. A store MUST NOT put either into anything that is only appended to.</para>
/// <para>Concurrency: safe for use from any thread. Two callers that ask for one new person MUST get the same subject, also when they are two
/// processes.</para>
/// <para>Retries: every method may be called again. An erased handle stays erased. A person who was erased and comes again gets a new handle.</para>
/// </remarks>
public interface ISubjectKeys : IAsyncDisposable
{
    /// <summary>The subject that a person is, made on first use.</summary>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: what is kept is not what was written.</exception>
    /// <exception cref="FaultException"><see cref="StoreFaults.KeyUnusable"/>: the master key is another one.</exception>
    ValueTask<SubjectKey> GetOrCreateAsync(Digest person, CancellationToken cancellationToken);

    /// <summary>The handle of a person. Null if the department has none, which is also so after an erasure.</summary>
    ValueTask<SubjectHandle?> FindHandleAsync(Digest person, CancellationToken cancellationToken);

    /// <summary>The key of a subject. Null if there is none; <see cref="IsErasedAsync"/> says whether there was one.</summary>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: what is kept is not what was written. Damage MUST NOT be reported as "there is none".</exception>
    /// <exception cref="FaultException"><see cref="StoreFaults.KeyUnusable"/>: the master key is another one.</exception>
    ValueTask<SubjectKey?> FindAsync(SubjectHandle subject, CancellationToken cancellationToken);

    /// <summary>Whether the subject had a key and it was destroyed. A subject that never had one was not erased.</summary>
    ValueTask<bool> IsErasedAsync(SubjectHandle subject, CancellationToken cancellationToken);

    /// <summary>Makes every subject that was returned before this call durable.</summary>
    ValueTask FlushAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Destroys the key of a subject and the way from the person to the handle, and remembers that the handle was erased. Does nothing for a handle
    /// that is unknown or erased.
    /// </summary>
    ValueTask EraseAsync(SubjectHandle subject, CancellationToken cancellationToken);
}
