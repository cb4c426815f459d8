using System.Collections.Immutable;
using Ledger.Verify.Faults;

namespace Ledger.Erasing;

/// <summary>Where a department keeps its requests for erasure, its legal holds, and the list of erased subjects.</summary>
/// <remarks>
/// <para>Durability: a change MUST be durable when the method returns, whole or not at all. The list of erased subjects MUST NOT be in a backup that a
/// restore could bring back with the keys of before: it tells the restored node what to erase again.</para>
/// <para>Concurrency: one caller at a time.</para>
/// <para>Retries: every method may be called again. A subject that is listed twice counts once.</para>
/// </remarks>
public interface IErasureStore
{
    /// <summary>The open requests and the holds.</summary>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: they are not as they were written.</exception>
    ValueTask<ErasureBook> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Replaces the open requests and the holds.</summary>
    ValueTask ReplaceAsync(ErasureBook book, CancellationToken cancellationToken);

    /// <summary>The erased subjects, in the order of their erasure.</summary>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: a line is not as it was written.</exception>
    ValueTask<ImmutableArray<ErasedSubject>> ListErasedAsync(CancellationToken cancellationToken);

    /// <summary>Adds an erased subject to the list.</summary>
    ValueTask AddErasedAsync(ErasedSubject erased, CancellationToken cancellationToken);
}
