using System.Collections.Immutable;
using Ledger.Keys;
using Ledger.Verify.Trees;

namespace Ledger.Sharing;

/// <summary>
/// Finds the shares of a department by their code, and knows which were ended. The journal holds what was shared. A share that is lost here cannot be
/// opened any more.
/// </summary>
/// <remarks>
/// <para>Durability: a change MUST be durable when the method returns, whole or not at all. It MUST NOT be in a backup, which would open again what was
/// ended since. What was forgotten MUST NOT be readable any more, neither here nor in what the store keeps of its past.</para>
/// <para>Concurrency: safe for use from any thread.</para>
/// <para>Retries: every method may be called again. If it throws, the change is durable or not; a later one MUST succeed all the same.</para>
/// </remarks>
public interface IShareStore
{
    /// <summary>Adds a share.</summary>
    ValueTask AddAsync(ShareRow row, CancellationToken cancellationToken);

    /// <summary>Ends a share. Does nothing to one that is unknown or ended.</summary>
    /// <param name="index">The index of its entry.</param>
    /// <param name="at">When.</param>
    /// <param name="cancellationToken">Cancels the change before it is written.</param>
    ValueTask EndAsync(long index, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Removes shares.</summary>
    ValueTask ForgetAsync(Func<ShareRow, bool> isForgotten, CancellationToken cancellationToken);

    /// <summary>The share with a code. Null if there is none.</summary>
    ShareRow? Find(Digest code);

    /// <summary>The share with an entry. Null if there is none.</summary>
    ShareRow? Find(long index);

    /// <summary>The shares of a resident, newest first.</summary>
    ImmutableArray<ShareRow> List(SubjectHandle subject);
}
