using System.Collections.Immutable;
using Ledger.Faults;
using Ledger.Log;
using Ledger.Verify.Chain;
using Ledger.Verify.Migrations;

namespace Ledger.Anchoring;

/// <summary>
/// Holds what a department remembers to one chain. A chain it was never on is refused, because a wrong address must not mix two
/// histories; unless the department has logged its move there: then the anchors so far are kept as those of the chain it left. Used by one
/// thread at a time.
/// </summary>
internal sealed class ChainArrival(DepartmentLog log, IAnchorStore store, IChainMoves moves)
{
    private AnchorBinding? _binding;

    /// <summary>Finds out whether this chain is the department's, and moves in when it is the next.</summary>
    public async ValueTask<Fault?> ArriveAsync(ChainSource source, CancellationToken cancellationToken)
    {
        var place = ChainPlace.FromSource(source);
        if (_binding?.Chain == place)
        {
            return null;
        }

        var bound = await store.ReadBindingAsync(cancellationToken);
        var all = await moves.ListAsync(cancellationToken);
        ImmutableArray<MigrationFile> here = [.. all.Where(move => move.Record.To.Place == place)];
        if (here.IsEmpty && (bound is null ? all.Any(move => move.Record.Find(place) is not null) : bound.Chain != place))
        {
            return AnchoringFaults.NotMoved;
        }

        var binding = here.IsEmpty ? bound ?? AnchorBinding.ForChain(place) : AnchorBinding.FromMigrations(here);
        if (binding != bound)
        {
            // In this order: what a crash leaves undone is done again, because the binding is written last.
            if (!here.IsEmpty && await LeaveAsync(here.MaxBy(move => move.Checkpoint.Size)!, cancellationToken) is { } fault) // There is one.
            {
                return fault;
            }

            await store.SaveBindingAsync(binding, cancellationToken);
        }

        _binding = binding;
        return null;
    }

    /// <summary>The next head to anchor after one of this size.</summary>
    public async ValueTask<(long Size, Verify.Trees.Digest Root)> NextAsync(long anchoredSize, CancellationToken cancellationToken)
    {
        var head = log.Publisher.Published.Head;
        var migrated = _binding?.MigratedSizes.FirstOrDefault(size => size > anchoredSize && size < head.Size) ?? 0;
        return migrated > 0 ? (migrated, await log.Tree.RootAtAsync(migrated, cancellationToken)) : (head.Size, head.Root);
    }

    /// <summary>Whether the chain does not have the department's move yet. Until then statuses go first, all of them.</summary>
    public bool IsUnderWay(long anchoredSize) => _binding is { MigratedSizes: [var first, ..] } && anchoredSize < first;

    private async ValueTask<Fault?> LeaveAsync(MigrationFile move, CancellationToken cancellationToken)
    {
        var head = log.Publisher.Published.Head;
        if (move.Record.Origin != log.Department.Origin || move.Checkpoint.Size > head.Size
            || await log.Tree.RootAtAsync(move.Checkpoint.Size, cancellationToken) != move.Checkpoint.Root)
        {
            return AnchoringFaults.NotMoved; // The record of another log: no move of this one.
        }

        foreach (var anchor in move.Record.Chains.SelectMany(chain => chain.Anchors))
        {
            var kept = await store.FindCoveringAsync(anchor.NewSize - 1, cancellationToken);
            if (kept is null || kept.Facts != anchor || !kept.IsFinal)
            {
                var checkpoint = kept?.Facts.NewSize == anchor.NewSize && kept.Facts.Root == anchor.Root
                    ? kept.Checkpoint
                    : log.Publisher.Sign(anchor.NewSize, anchor.Root, anchor.Block.Time);
                await store.SaveAsync(new AnchoredCheckpoint(anchor, checkpoint, IsFinal: true), cancellationToken);
            }
        }

        // What the chain that was left held besides was not final there, and never will be.
        while (await store.FindNewestAsync(cancellationToken) is { } lost && lost.Facts.NewSize > move.Record.Head.Size)
        {
            await store.RemoveAsync(lost.Facts.NewSize, cancellationToken);
        }

        await store.SaveOutgoingAsync(null, cancellationToken);
        await store.SaveStatusMarkAsync(StatusMark.None, cancellationToken);
        return null;
    }
}
