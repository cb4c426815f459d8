using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Faults;
using Ledger.Issuing;
using Ledger.Log;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Trees;

namespace Ledger.Statuses;

/// <summary>
/// Brings the chain's statuses up to those in the log. Like the anchors it compares what is with what should be: a status that changed
/// twice before the chain was reached is sent once. Used by one thread at a time.
/// </summary>
public sealed class StatusPublisher(DepartmentLog log, IAnchorChain chain, IAnchorStore store, OperatorSender sender)
{
    private const int MaxBatch = 200; // What one transaction of the contract takes.

    /// <summary>
    /// Sends what differs, up to 200 records. Does nothing while <paramref name="maySend"/> is false but look.
    /// </summary>
    /// <returns>How many status entries may still be missing on chain, and what is wrong, if anything.</returns>
    public async ValueTask<(int Pending, Fault? Fault)> PublishAsync(bool maySend, ChainSource source, CancellationToken cancellationToken)
    {
        var mark = await store.ReadStatusMarkAsync(cancellationToken);
        var entries = await log.Store.ListStatusesAsync(mark, MaxBatch, cancellationToken);
        if (entries.IsEmpty)
        {
            return (0, null);
        }

        var records = entries.Select(entry => entry.Id).Distinct().ToList();
        var onChain = await chain.ReadStatusesAsync(log.Department.Origin, [.. records.Select(id => id.ToChainId())], cancellationToken);
        var (items, fault) = await CompareAsync(records, onChain, cancellationToken);
        if (items.IsEmpty && fault is null && source.Latest.Number == source.Final.Number)
        {
            // Everything up to here is on chain, in a block that cannot be undone.
            await store.SaveStatusMarkAsync(entries[^1].Index + 1, cancellationToken);
            return (0, null);
        }

        if (items.Length > 0 && maySend)
        {
            await sender.SendAsync(new StatusCall(items), cancellationToken);
        }

        return (items.Length, fault);
    }

    private async ValueTask<(ImmutableArray<StatusCallItem> Items, Fault? Fault)> CompareAsync(
        List<RecordId> records, ImmutableArray<byte> onChain, CancellationToken cancellationToken)
    {
        var items = ImmutableArray.CreateBuilder<StatusCallItem>();
        Fault? fault = null;
        for (var i = 0; i < records.Count; i++)
        {
            var last = (await log.Store.FindByRecordAsync(records[i], cancellationToken)).LastOrDefault(entry => entry.Kind is EntryKind.Status);
            if (last?.Status is not { } wanted || (byte)wanted == onChain[i])
            {
                continue;
            }

            if (onChain[i] > (byte)EntryStatus.Suspended)
            {
                fault = AnchoringFaults.StatusDiffers; // Final on chain: nothing that is sent can change it.
            }
            else
            {
                items.Add(new StatusCallItem(records[i].ToChainId(), (byte)wanted, last.Successor?.ToChainId() ?? default(Digest)));
            }
        }

        return (items.ToImmutable(), fault);
    }
}
