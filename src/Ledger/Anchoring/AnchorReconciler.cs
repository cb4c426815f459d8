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
        await ReviewPendingAsync(source, cancellationToken);
        var newest = await _store.FindNewestAsync(cancellationToken);
        var fromBlock = newest is null ? 0 : newest.Facts.Block.Number;
        foreach (var anchor in await _chain.ReadAnchorsAsync(_log.Department.Origin, fromBlock, cancellationToken))
        {
            if (await CheckAsync(anchor, cancellationToken) is { } fault)
            {
                return (anchor.NewSize, fault);
            }

            await KeepAsync(anchor, source, cancellationToken);
        }

        var head = await _chain.ReadHeadAsync(_log.Department.Origin, cancellationToken);
        return (head.Size, head.Size > _log.Publisher.Published.Head.Size ? Refuse() : null);
    }

    /// <summary>Sends our head when it is ahead of the chain's. The sender must have nothing on its way.</summary>
    public async ValueTask AnchorAsync(long anchoredSize, CancellationToken cancellationToken)
    {
        var head = _log.Publisher.Published.Head;
        if (head.Size > anchoredSize)
        {
            var proof = await _log.Tree.ProveConsistencyAsync(anchoredSize, head.Size, cancellationToken);
            await _sender.SendAsync(new AnchorCall(anchoredSize, head.Size, head.Root, proof), cancellationToken);
        }
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
        // What is final already is not written again: this runs every few seconds.
        if (await _store.FindCoveringAsync(anchor.NewSize - 1, cancellationToken) is { IsFinal: true } kept && kept.Facts.NewSize == anchor.NewSize)
        {
            return;
        }

        var checkpoint = _log.Publisher.Sign(anchor.NewSize, anchor.Root);
        await _store.SaveAsync(
            new AnchoredCheckpoint(anchor, checkpoint, anchor.Block.Number <= source.Final.Number), cancellationToken);
    }

    /// <summary>Anchors that were not final: final now, or gone with their block.</summary>
    private async ValueTask ReviewPendingAsync(ChainSource source, CancellationToken cancellationToken)
    {
        var pending = await _store.ListPendingAsync(cancellationToken);
        if (pending.IsEmpty)
        {
            return;
        }

        var held = await _chain.ReadAnchorsAsync(
            _log.Department.Origin, pending.Min(anchor => anchor.Facts.Block.Number), cancellationToken);
        foreach (var anchor in pending)
        {
            var still = held.FirstOrDefault(facts => facts.NewSize == anchor.Facts.NewSize);
            if (still is null)
            {
                await _store.RemoveAsync(anchor.Facts.NewSize, cancellationToken);
            }
            else if (still != anchor.Facts || still.Block.Number <= source.Final.Number)
            {
                await _store.SaveAsync(anchor with { Facts = still, IsFinal = still.Block.Number <= source.Final.Number }, cancellationToken);
            }
        }
    }
}
