using System.Collections.Immutable;
using Ledger.Verify.Faults;

namespace Ledger.Mirroring;

/// <summary>
/// Stores the events up to a final block, so that a start need not read them from the chain again. If in doubt, clear it: everything can be read
/// again. Used by one thread at a time.
/// </summary>
public interface IMirrorStore
{
    /// <summary>The stamp. Null if nothing is stored. Call it first, before reading or appending.</summary>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: a stored event is damaged.</exception>
    ValueTask<MirrorStamp?> FindStampAsync(CancellationToken cancellationToken);

    /// <summary>All stored events, in the order they were appended.</summary>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: a stored event is damaged.</exception>
    IAsyncEnumerable<ImmutableArray<EventBlock>> ReadAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Appends events and sets the stamp in one atomic step. It MUST be durable when it returns. After an exception the step is complete or absent;
    /// the next opening shows which.
    /// </summary>
    ValueTask AppendAsync(ImmutableArray<EventBlock> blocks, MirrorStamp stamp, CancellationToken cancellationToken);

    /// <summary>Deletes everything, including damaged data.</summary>
    ValueTask ClearAsync(CancellationToken cancellationToken);
}
