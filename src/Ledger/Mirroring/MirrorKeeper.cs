using System.Collections.Immutable;
using Ledger.Faults;
using Ledger.Verify.Chain;

namespace Ledger.Mirroring;

/// <summary>
/// What of the mirror lasts. A store that failed once is left alone until the next start: what it holds is a beginning of what it should, and
/// appending to that would leave a gap. Used only by the mirror's pass.
/// </summary>
internal sealed class MirrorKeeper(IMirrorStore store, long blocksPerStamp)
{
    private MirrorStamp? _stamp;

    /// <summary>Why nothing is kept any more; null while it is.</summary>
    public string? Problem { get; private set; }

    /// <summary>What was wrong with what had been kept; null when nothing was.</summary>
    public string? Damage { get; private set; }

    /// <summary>What was kept; null when nothing was, or nothing that can be used.</summary>
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
        catch (Exception problem) when (problem is StoreDamagedException or EventsDisagreeException)
        {
            Damage = problem.Message;
            await ClearAsync(cancellationToken);
            return null;
        }
    }

    /// <summary>Never in part: not even a caller who gives up ends it in the middle.</summary>
    public async ValueTask AppendAsync(ImmutableArray<EventBlock> blocks, MirrorStamp stamp)
    {
        // Without events it is enough to say so now and then: what is not kept is read again.
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
