using System.Collections.Immutable;
using Ledger.Log;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;
using Ledger.Verify.Migrations;

namespace Ledger.Anchoring;

/// <summary>
/// Binds a department to one chain. A chain that it was never on is refused, because a wrong address must not mix two histories. If the department
/// has logged its migration to that chain, the anchors so far become those of the retired chain. Used by one thread at a time.
/// </summary>
internal sealed class ChainArrival(DepartmentLog log, IAnchorStore store, IChainMoves moves)
{
    private AnchorBinding? _binding;

    /// <summary>Checks that this is the department's chain. If it is the next chain, completes the migration.</summary>
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
            // The order matters: the binding is written last, so a crash before it only repeats the other steps.
            if (!here.IsEmpty && await LeaveAsync(here.MaxBy(move => move.Checkpoint.Size)!, cancellationToken) is { } fault) // There is at least one.
            {
                return fault;
            }

            await store.SaveBindingAsync(binding, cancellationToken);
        }

        _binding = binding;
        return null;
    }

    /// <summary>The next head to anchor after the anchored size.</summary>
    public async ValueTask<(long Size, Verify.Trees.Digest Root)> NextAsync(long anchoredSize, CancellationToken cancellationToken)
    {
        var head = log.Publisher.Published.Head;
        var migrated = _binding?.MigratedSizes.FirstOrDefault(size => size > anchoredSize && size < head.Size) ?? 0;
        return migrated > 0 ? (migrated, await log.Tree.RootAtAsync(migrated, cancellationToken)) : (head.Size, head.Root);
    }

    /// <summary>Whether the chain does not have the head of the migration yet. Until then all statuses are sent first.</summary>
    public bool IsUnderWay(long anchoredSize) => _binding is { MigratedSizes: [var first, ..] } && anchoredSize < first;

    private async ValueTask<Fault?> LeaveAsync(MigrationFile move, CancellationToken cancellationToken)
    {
        var head = log.Publisher.Published.Head;
        if (move.Record.Origin != log.Department.Origin || move.Checkpoint.Size > head.Size
            || await log.Tree.RootAtAsync(move.Checkpoint.Size, cancellationToken) != move.Checkpoint.Root)
        {
            return AnchoringFaults.NotMoved; // The record belongs to another log, so it is not a migration of this one.
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

        // Other heads on the retired chain were not final there and never will be.
        while (await store.FindNewestAsync(cancellationToken) is { } lost && lost.Facts.NewSize > move.Record.Head.Size)
        {
            await store.RemoveAsync(lost.Facts.NewSize, cancellationToken);
        }

        await store.SaveOutgoingAsync(null, cancellationToken);
        await store.SaveStatusMarkAsync(StatusMark.None, cancellationToken);
        return null;
    }
}
