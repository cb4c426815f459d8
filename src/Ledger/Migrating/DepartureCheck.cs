using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Issuing;
using Ledger.Log;
using Ledger.Statuses;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.Migrations;
using Ledger.Verify.Trees;

namespace Ledger.Migrating;

/// <summary>
/// Checks whether a department can leave a chain: all its entries are final on that chain, and the next chain has registered it. Changes nothing.
/// </summary>
public sealed class DepartureCheck(DepartmentLog log, IAnchorStore anchors)
{
    private const int PageLength = 1000;

    /// <summary>Why the department cannot leave now. Null if it can.</summary>
    public async ValueTask<Refusal?> FindObstacleAsync(RetiredChain left, NextRegistration next, CancellationToken cancellationToken)
    {
        if (left.Place == next.Chain.Place)
        {
            return Refusal.FromFault(MigratingFaults.SamePlace);
        }

        if (await anchors.FindOutgoingAsync(cancellationToken) is not null)
        {
            return Refusal.FromFault(MigratingFaults.TransactionWaiting);
        }

        return await CheckHeadAsync(left, cancellationToken) ?? await CheckStatusesAsync(left, cancellationToken) ?? CheckNext(left, next);
    }

    /// <summary>Checks that the last head on chain is ours, and that only migration entries of earlier attempts follow it.</summary>
    private async ValueTask<Refusal?> CheckHeadAsync(RetiredChain left, CancellationToken cancellationToken)
    {
        var head = log.Publisher.Published.Head;
        var (size, root) = left.Anchors.Count > 0 ? (left.Anchors[^1].NewSize, left.Anchors[^1].Root) : (0, TreeHash.Empty);
        if (size > head.Size || await log.Tree.RootAtAsync(size, cancellationToken) != root)
        {
            return Refusal.FromFault(MigratingFaults.HeadDiffers);
        }

        for (var index = size; index < head.Size; index++)
        {
            if (await log.Store.FindAsync(index, cancellationToken) is not { Kind: EntryKind.Migration })
            {
                return Refusal.FromFault(MigratingFaults.LogAhead);
            }
        }

        return null;
    }

    private async ValueTask<Refusal?> CheckStatusesAsync(RetiredChain left, CancellationToken cancellationToken)
    {
        var onChain = new Dictionary<Digest, EntryStatus>();
        for (var i = 0; i < left.Statuses.Count; i++)
        {
            onChain[left.Statuses[i].Record] = left.Statuses[i].Change.Status;
        }

        var seen = new HashSet<RecordId>();
        for (var from = 0L; await log.Store.ListStatusesAsync(from, PageLength, cancellationToken) is { IsEmpty: false } page; from = page[^1].Index + 1)
        {
            foreach (var id in page.Select(entry => entry.Id).Where(seen.Add))
            {
                var wanted = StatusRules.StatusBy(await log.Store.FindByRecordAsync(id, cancellationToken));
                if (onChain.GetValueOrDefault(id.ToChainId()) != wanted)
                {
                    return Refusal.FromFault(MigratingFaults.StatusesWaiting);
                }
            }
        }

        return null;
    }

    private Refusal? CheckNext(RetiredChain left, NextRegistration next)
    {
        if (next.Department is not { SuspendedAt: null } department || department.Origin != log.Department.Origin)
        {
            return Refusal.FromFault(MigratingFaults.UnknownOnNew);
        }

        if (!next.LogKeys.Any(key => key.IsGoodAt(next.Now) && key.PublicKey.AsSpan().SequenceEqual(log.Key.PublicKey.AsSpan())))
        {
            return Refusal.FromFault(MigratingFaults.KeyUnknownOnNew);
        }

        // A compromised key must not become valid again through a move.
        var isForgotten = left.RecordKeys.Any(key => key.CompromisedSince is { } since
                && next.RecordKeys.Any(other => other.Thumbprint == key.Thumbprint && !(other.CompromisedSince <= since)))
            || left.LogKeys.Any(key => key.CompromisedSince is { } since
                && next.LogKeys.Any(other => other.PublicKey.AsSpan().SequenceEqual(key.PublicKey.AsSpan()) && !(other.CompromisedSince <= since)));
        return isForgotten ? Refusal.FromFault(MigratingFaults.CompromiseUnknownOnNew) : null;
    }
}
