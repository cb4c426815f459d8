using System.Collections.Immutable;
using Ledger.Verify.Trees;

namespace Ledger.Log;

/// <summary>
/// Finds the entries of records by the blind index of their document number. This is derived data: if it is lost, it is rebuilt from the payloads. It
/// is never in the journal, because an erasure must delete it. Safe for use from any thread.
/// </summary>
public interface IDocumentIndex
{
    /// <summary>The number of indexed entries, from the first on. A commit adds its entries only if all earlier ones are indexed.</summary>
    long Covered { get; }

    /// <summary>Adds the next entry. A zero digest stands for no document number.</summary>
    /// <param name="index">The entry's index, which MUST equal <see cref="Covered"/>.</param>
    /// <param name="document">The blind index.</param>
    void Add(long index, Digest document);

    /// <summary>Removes the numbers of entries, durably, also from what the store keeps of its past. For the entries of an erased subject.</summary>
    void Forget(IReadOnlyCollection<long> indices);

    /// <summary>The indices of entries that may have the document number, oldest first. The caller reads the entries and compares.</summary>
    ImmutableArray<long> Find(Digest document);
}
