using System.Collections.Immutable;
using Ledger.Verify.Trees;

namespace Ledger.Log;

/// <summary>
/// Finds the entries of records by the blind index of their document number. A projection: it is made again from the payloads when it is
/// lost, and never lies in the journal, where an erasure could not reach it. Safe for use from any thread.
/// </summary>
public interface IDocumentIndex
{
    /// <summary>How many entries, from the first on, it knows. Committing adds to it only when it knows all before.</summary>
    long Covered { get; }

    /// <summary>Adds the next entry; a zero digest for one without a document number.</summary>
    /// <param name="index">The entry's index, which MUST equal <see cref="Covered"/>.</param>
    /// <param name="document">The blind index.</param>
    void Add(long index, Digest document);

    /// <summary>Indices of entries that may have the document number, oldest first; the caller opens and compares them.</summary>
    ImmutableArray<long> Find(Digest document);
}
