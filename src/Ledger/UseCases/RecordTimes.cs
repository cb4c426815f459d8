using Ledger.Log;

namespace Ledger.UseCases;

/// <summary>Finds the records of a log by time. The times of a log never go back. Stateless.</summary>
internal static class RecordTimes
{
    /// <summary>
    /// The lowest index, up to <paramref name="most"/>, such that every record before it is earlier than the time. Uses a binary search. Skips
    /// damaged entries.
    /// </summary>
    public static async ValueTask<long> FirstIndexAtAsync(ILogReader store, long most, DateTimeOffset time, CancellationToken cancellationToken)
    {
        var newest = await FindNewestAsync(store, most, cancellationToken);
        var (low, high) = (0L, newest is null ? 0 : newest.Index + 1);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            var entry = await FindNewestAsync(store, middle + 1, cancellationToken);
            if (entry is null || entry.Time < time)
            {
                low = middle + 1;
            }
            else
            {
                high = entry.Index; // This entry is not earlier than the time, so the bound is at most its index.
            }
        }

        return low;
    }

    /// <summary>The newest readable record below an index.</summary>
    private static async ValueTask<StoredEntry?> FindNewestAsync(ILogReader store, long before, CancellationToken cancellationToken)
    {
        while (true)
        {
            var page = await ReadableEntries.ListRecordsAsync(store, before, 1, cancellationToken);
            if (page.Damaged.IsEmpty)
            {
                return page.Entries.FirstOrDefault();
            }

            before = page.Damaged[0];
        }
    }
}
