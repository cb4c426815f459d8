using System.Collections.Immutable;
using Ledger.Log;
using Ledger.Tracing;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;

namespace Ledger.Anchoring;

/// <summary>
/// Reconciles the anchored head of one log with the log. Each run compares the two and sends what is missing. There is no queue, so an interruption
/// has no effect. Used by one thread at a time.
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

    /// <summary>Checks that this is the department's chain. Call it first in each run.</summary>
    public ValueTask<Fault?> ArriveAsync(ChainSource source, CancellationToken cancellationToken) => _arrival.ArriveAsync(source, cancellationToken);

    /// <summary>Whether this chain does not have the head of the department's migration yet. Until then all statuses are sent first.</summary>
    public bool IsMoving(long anchoredSize) => _arrival.IsUnderWay(anchoredSize);

    /// <summary>Reads the anchors on chain, compares them with our log, and stores them with a checkpoint of their size.</summary>
    /// <param name="source">The chain at the start of the run.</param>
    /// <param name="isUndone">Whether a final block is known to be undone. Then no stored anchor is trusted.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
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
            await _store.RemoveAsync(gone.Facts.NewSize, cancellationToken); // A reorganisation removed its block.
        }

        foreach (var anchor in held)
        {
            if (await CheckAsync(anchor, cancellationToken) is { } fault)
            {
                return new Observation(anchor.NewSize, fault, isUndone);
            }

            await SaveAsync(anchor, source, cancellationToken);
        }

        var head = await _chain.ReadHeadAsync(_log.Department.Origin, cancellationToken);
        if (head.Size > _log.Publisher.Published.Head.Size)
        {
            return new Observation(head.Size, Refuse(), isUndone);
        }

        await _log.ConfirmHeadAsync(cancellationToken);
        return new Observation(head.Size, null, isUndone);
    }

    /// <summary>Sends our head if it is ahead of the chain's. The sender must not have a pending transaction that must stay.</summary>
    /// <returns>True if there was something to send.</returns>
    public async ValueTask<bool> AnchorAsync(long anchoredSize, CancellationToken cancellationToken)
    {
        var (size, root) = await _arrival.NextAsync(anchoredSize, cancellationToken);
        if (size <= anchoredSize)
        {
            return false;
        }

        using var span = StepTrace.Start(StepTrace.Anchor, _log.Department.Id.ToString()).WithSize(size);
        var proof = await _log.Tree.ProveConsistencyAsync(anchoredSize, size, cancellationToken);
        await _sender.SendAsync(new AnchorCall(anchoredSize, size, root, proof), cancellationToken);
        return true;
    }

    /// <summary>
    /// The newest anchor that is final together with all earlier ones. Later anchors may have moved to other blocks, even earlier ones. So they are
    /// read again from its block on.
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

        all.RemoveAll(anchor => anchor.LeftOn is not null); // Events on this chain do not affect anchors on a retired chain.
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

    private async ValueTask SaveAsync(AnchorFacts anchor, ChainSource source, CancellationToken cancellationToken)
    {
        var kept = await _store.FindCoveringAsync(anchor.NewSize - 1, cancellationToken);
        kept = kept?.Facts.NewSize == anchor.NewSize ? kept : null;
        var isFinal = anchor.Block.Number <= source.Final.Number;
        if (kept is not null && kept.Facts == anchor && (kept.IsFinal || !isFinal))
        {
            return; // Nothing changed. This runs every few seconds.
        }

        var checkpoint = kept?.Facts.Root == anchor.Root && kept.Facts.Block == anchor.Block
            ? kept.Checkpoint
            : _log.Publisher.Sign(anchor.NewSize, anchor.Root, anchor.Block.Time);
        await _store.SaveAsync(new AnchoredCheckpoint(anchor, checkpoint, isFinal), cancellationToken);
    }
}
