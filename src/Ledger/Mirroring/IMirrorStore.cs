using System.Collections.Immutable;
using Ledger.Faults;

namespace Ledger.Mirroring;

/// <summary>
/// The events up to a final block, kept so that a start need not read them from the chain again. Everything in it can be read again: who
/// doubts it clears it. Used by one thread at a time.
/// </summary>
public interface IMirrorStore
{
    /// <summary>Null when nothing is kept. Asked first, before anything is read or appended.</summary>
    /// <exception cref="StoreDamagedException">What is kept is not as written.</exception>
    ValueTask<MirrorStamp?> FindStampAsync(CancellationToken cancellationToken);

    /// <summary>Everything kept, in the order it was appended.</summary>
    /// <exception cref="StoreDamagedException">What is kept is not as written.</exception>
    IAsyncEnumerable<ImmutableArray<EventBlock>> ReadAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Appends events and sets the stamp: all or nothing, durable on return. After an exception the outcome is one of the two, and the next
    /// opening shows which.
    /// </summary>
    ValueTask AppendAsync(ImmutableArray<EventBlock> blocks, MirrorStamp stamp, CancellationToken cancellationToken);

    /// <summary>Forgets everything, also what is damaged.</summary>
    ValueTask ClearAsync(CancellationToken cancellationToken);
}
