using Ledger.Faults;
using Ledger.Log;
using Ledger.Verify.Chain;

namespace Ledger.Anchoring;

/// <summary>
/// Brings the chain's head of one log up to ours. It looks at both each time and does what is missing; it replays no queue, so it makes
/// no difference where it was interrupted. Used by one thread at a time.
/// </summary>
public sealed class AnchorReconciler
{
    private readonly DepartmentLog _log;
    private readonly IAnchorChain _chain;
    private readonly IAnchorStore _store;
    private readonly OperatorSender _sender;

    public AnchorReconciler(DepartmentLog log, IAnchorChain chain, IAnchorStore store, OperatorSender sender)
    {
        _log = log;
        _chain = chain;
        _store = store;
        _sender = sender;
    }

    /// <summary>Takes note of anchors on chain, checks them against our log, and remembers them with a checkpoint of their size.</summary>
    /// <returns>The size of the chain's head, or the fault that keeps us from anchoring.</returns>
    public async ValueTask<(long Size, Fault? Fault)> ObserveAsync(ChainSource source, CancellationToken cancellationToken)
    {
        var pending = await _store.ListPendingAsync(cancellationToken);
        var held = await _chain.ReadAnchorsAsync(_log.Department.Origin, await FirstBlockAsync(pending, cancellationToken), cancellationToken);
        foreach (var gone in pending.Where(anchor => held.All(facts => facts.NewSize != anchor.Facts.NewSize)))
        {
            await _store.RemoveAsync(gone.Facts.NewSize, cancellationToken); // A reorganisation took its block away.
        }

        foreach (var anchor in held)
        {
            if (await CheckAsync(anchor, cancellationToken) is { } fault)
            {
                return (anchor.NewSize, fault);
            }

            await KeepAsync(anchor, source, cancellationToken);
        }

        var head = await _chain.ReadHeadAsync(_log.Department.Origin, cancellationToken);
        await ForgetAboveAsync(head.Size, cancellationToken);
        if (head.Size > _log.Publisher.Published.Head.Size)
        {
            return (head.Size, Refuse());
        }

        _log.ConfirmHead();
        return (head.Size, null);
    }

    /// <summary>Sends our head when it is ahead of the chain's. The sender must have nothing on its way that it wants to keep.</summary>
    /// <returns>True when there was something to send.</returns>
    public async ValueTask<bool> AnchorAsync(long anchoredSize, CancellationToken cancellationToken)
    {
        var head = _log.Publisher.Published.Head;
        if (head.Size <= anchoredSize)
        {
            return false;
        }

        var proof = await _log.Tree.ProveConsistencyAsync(anchoredSize, head.Size, cancellationToken);
        await _sender.SendAsync(new AnchorCall(anchoredSize, head.Size, head.Root, proof), cancellationToken);
        return true;
    }

    /// <summary>
    /// The block of the newest anchor that is final. Those after it may have moved to other blocks, earlier ones too, so they are read again.
    /// </summary>
    private async ValueTask<long> FirstBlockAsync(IReadOnlyList<AnchoredCheckpoint> pending, CancellationToken cancellationToken)
    {
        var newestFinal = pending.Count == 0
            ? await _store.FindNewestAsync(cancellationToken)
            : await _store.FindCoveringAsync(pending[0].Facts.OldSize - 1, cancellationToken);
        return newestFinal is { IsFinal: true } ? newestFinal.Facts.Block.Number : 0;
    }

    private async ValueTask<Fault?> CheckAsync(AnchorFacts anchor, CancellationToken cancellationToken)
    {
        if (anchor.NewSize > _log.Publisher.Published.Head.Size)
        {
            return Refuse();
        }

        if (await _log.Tree.RootAtAsync(anchor.NewSize, cancellationToken) == anchor.Root)
        {
            return null;
        }

        _log.Sequencer.State.Stop(LogFaults.Frozen);
        return AnchoringFaults.RootDiffers;
    }

    private Fault Refuse()
    {
        _log.Sequencer.State.Stop(LogFaults.BehindChain);
        return AnchoringFaults.BehindChain;
    }

    private async ValueTask KeepAsync(AnchorFacts anchor, ChainSource source, CancellationToken cancellationToken)
    {
        var kept = await _store.FindCoveringAsync(anchor.NewSize - 1, cancellationToken);
        kept = kept?.Facts.NewSize == anchor.NewSize ? kept : null;
        var isFinal = anchor.Block.Number <= source.Final.Number;
        if (kept is not null && kept.Facts == anchor && (kept.IsFinal || !isFinal))
        {
            return; // Nothing new, and this runs every few seconds.
        }

        var checkpoint = kept?.Facts.Root == anchor.Root ? kept.Checkpoint : _log.Publisher.Sign(anchor.NewSize, anchor.Root);
        await _store.SaveAsync(new AnchoredCheckpoint(anchor, checkpoint, isFinal), cancellationToken);
    }

    // Also what counted as final: a development chain that was killed forgets its newest blocks, and no bundle may name those.
    private async ValueTask ForgetAboveAsync(long size, CancellationToken cancellationToken)
    {
        while (await _store.FindNewestAsync(cancellationToken) is { } lost && lost.Facts.NewSize > size)
        {
            await _store.RemoveAsync(lost.Facts.NewSize, cancellationToken);
        }
    }
}
