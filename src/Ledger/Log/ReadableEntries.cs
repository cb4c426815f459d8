using System.Collections.Immutable;
using Ledger.Keys;
using Ledger.Verify.Faults;

namespace Ledger.Log;

/// <summary>Lists entries and skips damaged ones. Stateless.</summary>
public static class ReadableEntries
{
    /// <summary>Records below an index, newest first, as from <see cref="ILogReader.ListRecordsAsync"/>.</summary>
    public static ValueTask<ReadablePage> ListRecordsAsync(ILogReader store, long before, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        return ReadAsync(store.ListRecordsAsync, last => last, before, limit, cancellationToken);
    }

    /// <summary>Entries about a subject below an index, newest first, as from <see cref="ILogReader.ListBySubjectAsync"/>.</summary>
    public static ValueTask<ReadablePage> ListBySubjectAsync(ILogReader store, SubjectHandle subject, long before, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        return ReadAsync((start, count, token) => store.ListBySubjectAsync(subject, start, count, token), last => last, before, limit, cancellationToken);
    }

    /// <summary>Status entries from an index on, oldest first, as from <see cref="ILogReader.ListStatusesAsync"/>.</summary>
    public static ValueTask<ReadablePage> ListStatusesAsync(ILogReader store, long from, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        return ReadAsync(store.ListStatusesAsync, last => last + 1, from, limit, cancellationToken);
    }

    private static async ValueTask<ReadablePage> ReadAsync(
        Func<long, int, CancellationToken, ValueTask<ImmutableArray<StoredEntry>>> list, Func<long, long> behind, long start, int limit,
        CancellationToken cancellationToken)
    {
        try
        {
            return new ReadablePage(await list(start, limit, cancellationToken), []);
        }
        catch (FaultException problem) when (StoreFaults.IsDamage(problem.Fault))
        {
            return await ReadOneByOneAsync(list, behind, start, limit, cancellationToken);
        }
    }

    private static async ValueTask<ReadablePage> ReadOneByOneAsync(
        Func<long, int, CancellationToken, ValueTask<ImmutableArray<StoredEntry>>> list, Func<long, long> behind, long start, int limit,
        CancellationToken cancellationToken)
    {
        var entries = ImmutableArray.CreateBuilder<StoredEntry>();
        var damaged = ImmutableArray.CreateBuilder<long>();
        for (var at = start; entries.Count + damaged.Count < limit;)
        {
            try
            {
                if (await list(at, 1, cancellationToken) is not [var entry])
                {
                    break;
                }

                entries.Add(entry);
                at = behind(entry.Index);
            }
            catch (FaultException problem) when (StoreFaults.IsDamage(problem.Fault) && problem.Place?.Entry is { } index)
            {
                damaged.Add(index);
                at = behind(index);
            }
        }

        return new ReadablePage(entries.ToImmutable(), damaged.ToImmutable());
    }
}
