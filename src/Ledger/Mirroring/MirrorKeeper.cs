using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;

namespace Ledger.Mirroring;

/// <summary>
/// The stored part of the mirror. After a failed write the store is not used until the next start: it holds only the first part of the events, and
/// appending would leave a gap. Used only by the refresh of the mirror.
/// </summary>
internal sealed class MirrorKeeper(IMirrorStore store, long blocksPerStamp)
{
    private MirrorStamp? _stamp;

    /// <summary>Why nothing is stored any more. Null if the store works.</summary>
    public string? Problem { get; private set; }

    /// <summary>The damage that was found in the store. Null if there was none.</summary>
    public string? Damage { get; private set; }

    /// <summary>The stored base. Null if there is none or it is unusable.</summary>
    public async ValueTask<FinalMirror?> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await store.FindStampAsync(cancellationToken) is not { } stamp)
            {
                return null;
            }

            var kept = new FinalMirror(stamp.Chain);
            await foreach (var blocks in store.ReadAsync(cancellationToken))
            {
                kept.Append(blocks, ChainBlock.None, -1);
            }

            kept.Append([], stamp.Block, stamp.VerifiedUpTo);
            _stamp = stamp;
            return kept;
        }
        catch (FaultException problem) when (StoreFaults.IsDamage(problem.Fault) || problem.Fault == MirrorFaults.EventsDisagree)
        {
            Damage = problem.Detail;
        }

        await ClearAsync(cancellationToken);
        return null;
    }

    /// <summary>Stores a step. It cannot be cancelled, so that it is never stored in part.</summary>
    public async ValueTask AppendAsync(ImmutableArray<EventBlock> blocks, MirrorStamp stamp)
    {
        // Without events a stamp is stored only now and then. Blocks after the stamp are read again at the next start.
        var isDue = _stamp is null || blocks.Length > 0 || stamp.Block.Number - _stamp.Block.Number >= blocksPerStamp
            || (_stamp.VerifiedUpTo < _stamp.Block.Number && stamp.VerifiedUpTo >= _stamp.Block.Number);
        if (Problem is not null || !isDue)
        {
            return;
        }

        try
        {
            await store.AppendAsync(blocks, stamp, CancellationToken.None);
            _stamp = stamp;
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            Problem = problem.Message;
        }
    }

    public async ValueTask ClearAsync(CancellationToken cancellationToken)
    {
        _stamp = null;
        try
        {
            await store.ClearAsync(cancellationToken);
            Problem = null;
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            Problem = problem.Message;
        }
    }
}
