namespace Ledger.UseCases.Residents;

/// <summary>
/// Merges the lists of several logs into one, page by page: newest first, and for one time by the name of the log. All pages together are the sorted
/// list of all rows, whatever their size. Stateless.
/// </summary>
internal static class MergedLists
{
    /// <summary>Reads the next page. The sources then know where the page after it begins.</summary>
    /// <param name="sources">The logs.</param>
    /// <param name="size">The most rows on the page; 1 or more.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The rows. There can be fewer than the size before the end.</returns>
    public static async ValueTask<List<(MergeSource<T> Source, MergeRow<T> Row)>> ReadAsync<T>(
        IReadOnlyList<MergeSource<T>> sources, int size, CancellationToken cancellationToken)
    {
        var page = new List<(MergeSource<T> Source, MergeRow<T> Row)>();
        while (page.Count < size)
        {
            var isReady = true;
            foreach (var source in sources)
            {
                isReady &= await source.FillAsync(size, cancellationToken);
            }

            if (!isReady || FindNewest(sources) is not { } newest)
            {
                break;
            }

            page.Add((newest, newest.Take()));
        }

        return page;
    }

    private static MergeSource<T>? FindNewest<T>(IReadOnlyList<MergeSource<T>> sources)
    {
        MergeSource<T>? newest = null;
        foreach (var source in sources)
        {
            if (source is { Failure: null, First: { } row } && (newest?.First is not { } other || IsBefore(source.Name, row.At, newest.Name, other.At)))
            {
                newest = source;
            }
        }

        return newest;
    }

    private static bool IsBefore(string name, long at, string otherName, long otherAt) =>
        at != otherAt ? at > otherAt : string.CompareOrdinal(name, otherName) < 0;
}
