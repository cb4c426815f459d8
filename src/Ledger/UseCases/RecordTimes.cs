using Ledger.Log;

namespace Ledger.UseCases;

/// <summary>Finds records of a log by time. Times of a log never go back. Stateless.</summary>
internal static class RecordTimes
{
    /// <summary>
    /// The lowest index up to <paramref name="most"/> with no record before it that is as late as the time; found by halving. Damaged entries are
    /// passed over.
    /// </summary>
    public static async ValueTask<long> FirstIndexAtAsync(ILogStore store, long most, DateTimeOffset time, CancellationToken cancellationToken)
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
                high = entry.Index; // It is as late as the time, so the bound lies at it or below.
            }
        }

        return low;
    }

    /// <summary>The newest record below an index that can be read.</summary>
    private static async ValueTask<StoredEntry?> FindNewestAsync(ILogStore store, long before, CancellationToken cancellationToken)
    {
        while (true)
        {
            var page = await SoundEntries.ListRecordsAsync(store, before, 1, cancellationToken);
            if (page.Damaged.IsEmpty)
            {
                return page.Entries.FirstOrDefault();
            }

            before = page.Damaged[0];
        }
    }
}
