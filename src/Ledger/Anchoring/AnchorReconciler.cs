using System.Collections.Immutable;
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
    private readonly ChainArrival _arrival;

    public AnchorReconciler(DepartmentLog log, IAnchorChain chain, IAnchorStore store, OperatorSender sender, IChainMoves moves)
    {
        _arrival = new ChainArrival(log, store, moves);
        _log = log;
        _chain = chain;
        _store = store;
        _sender = sender;
    }

    /// <summary>Finds out whether this chain is the department's. To be asked before anything else at each look.</summary>
    public ValueTask<Fault?> ArriveAsync(ChainSource source, CancellationToken cancellationToken) => _arrival.ArriveAsync(source, cancellationToken);

    /// <summary>Whether the department's move to this chain is not on it yet: statuses go first then, all of them.</summary>
    public bool IsMoving(long anchoredSize) => _arrival.IsUnderWay(anchoredSize);

    /// <summary>Takes note of anchors on chain, checks them against our log, and remembers them with a checkpoint of their size.</summary>
    /// <param name="source">The chain at the beginning of the look.</param>
    /// <param name="isUndone">Whether a block that counted as final is known to be gone, so that nothing kept can be relied on.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<Observation> ObserveAsync(ChainSource source, bool isUndone, CancellationToken cancellationToken)
    {
        var pending = await _store.ListPendingAsync(cancellationToken);
        var newestFinal = await FindNewestFinalAsync(pending, cancellationToken);
        var held = await _chain.ReadAnchorsAsync(_log.Department.Origin, isUndone ? 0 : newestFinal?.Facts.Block.Number ?? 0, cancellationToken);
        if (newestFinal is not null && !isUndone && !held.Contains(newestFinal.Facts))
        {
            isUndone = true;
            held = await _chain.ReadAnchorsAsync(_log.Department.Origin, 0, cancellationToken);
        }

        var doubtful = isUndone ? await ListAllAsync(cancellationToken) : pending;
        foreach (var gone in doubtful.Where(anchor => held.All(facts => facts.NewSize != anchor.Facts.NewSize)))
        {
            await _store.RemoveAsync(gone.Facts.NewSize, cancellationToken); // A reorganisation took its block away.
        }

        foreach (var anchor in held)
        {
            if (await CheckAsync(anchor, cancellationToken) is { } fault)
            {
                return new Observation(anchor.NewSize, fault, isUndone);
            }

            await KeepAsync(anchor, source, cancellationToken);
        }

        var head = await _chain.ReadHeadAsync(_log.Department.Origin, cancellationToken);
        if (head.Size > _log.Publisher.Published.Head.Size)
        {
            return new Observation(head.Size, Refuse(), isUndone);
        }

        await _log.ConfirmHeadAsync(cancellationToken);
        return new Observation(head.Size, null, isUndone);
    }

    /// <summary>Sends our head when it is ahead of the chain's. The sender must have nothing on its way that it wants to keep.</summary>
    /// <returns>True when there was something to send.</returns>
    public async ValueTask<bool> AnchorAsync(long anchoredSize, CancellationToken cancellationToken)
    {
        var (size, root) = await _arrival.NextAsync(anchoredSize, cancellationToken);
        if (size <= anchoredSize)
        {
            return false;
        }

        var proof = await _log.Tree.ProveConsistencyAsync(anchoredSize, size, cancellationToken);
        await _sender.SendAsync(new AnchorCall(anchoredSize, size, root, proof), cancellationToken);
        return true;
    }

    /// <summary>
    /// The newest anchor that is final with all before it. Those after it may have moved to other blocks, earlier ones too, so they are read
    /// again, from its block on.
    /// </summary>
    private async ValueTask<AnchoredCheckpoint?> FindNewestFinalAsync(IReadOnlyList<AnchoredCheckpoint> pending, CancellationToken cancellationToken)
    {
        var newestFinal = pending.Count == 0
            ? await _store.FindNewestAsync(cancellationToken)
            : await _store.FindCoveringAsync(pending[0].Facts.OldSize - 1, cancellationToken);
        return newestFinal is { IsFinal: true, LeftOn: null } ? newestFinal : null;
    }

    private async ValueTask<ImmutableArray<AnchoredCheckpoint>> ListAllAsync(CancellationToken cancellationToken)
    {
        var all = ImmutableArray.CreateBuilder<AnchoredCheckpoint>();
        while (await _store.FindCoveringAsync(all.Count == 0 ? 0 : all[^1].Facts.NewSize, cancellationToken) is { } next)
        {
            all.Add(next);
        }

        all.RemoveAll(anchor => anchor.LeftOn is not null); // Nothing that happens here undoes what another chain held.
        return all.ToImmutable();
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

        var checkpoint = kept?.Facts.Root == anchor.Root && kept.Facts.Block == anchor.Block
            ? kept.Checkpoint
            : _log.Publisher.Sign(anchor.NewSize, anchor.Root, anchor.Block.Time);
        await _store.SaveAsync(new AnchoredCheckpoint(anchor, checkpoint, isFinal), cancellationToken);
    }
}
