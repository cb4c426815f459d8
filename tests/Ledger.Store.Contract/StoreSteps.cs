using System.Collections.Immutable;
using Ledger.Log;

namespace Ledger.Store.Contract;

/// <summary>What tests of a log store do again and again.</summary>
public static class StoreSteps
{
    /// <summary>Commits the next entries.</summary>
    public static async Task<LogHead> AppendAsync(this ILogStore store, int count, int payloadLength = 60)
    {
        var cancel = TestContext.Current.CancellationToken;
        var batch = Batches.After(await store.ReadHeadAsync(cancel), count, payloadLength);
        Assert.True(await store.TryCommitAsync(batch, cancel));
        return batch.After;
    }

    /// <summary>Commits one batch in a session of its own.</summary>
    public static async Task<bool> TryCommitAsync(this ILogStore store, CommitBatch batch, CancellationToken cancellationToken)
    {
        await using var session = await store.BeginWriteAsync(cancellationToken);
        return await session.TryCommitAsync(batch, cancellationToken);
    }

    /// <summary>Commits the next entries of <see cref="SubjectEntries"/>.</summary>
    public static async Task<LogHead> AppendSubjectsAsync(this ILogStore store, int count)
    {
        var cancel = TestContext.Current.CancellationToken;
        var batch = SubjectEntries.After(await store.ReadHeadAsync(cancel), count);
        Assert.True(await store.TryCommitAsync(batch, cancel));
        return batch.After;
    }

    /// <summary>
    /// Lists the entries of each subject and those about each record, page by page, and compares them with what a scan of all entries finds.
    /// </summary>
    /// <param name="store">A store with the first <paramref name="count"/> entries of <see cref="SubjectEntries"/>.</param>
    /// <param name="count">The number of entries.</param>
    /// <param name="limit">The length of a page.</param>
    public static async Task CheckListsAsync(this ILogReader store, int count, int limit)
    {
        var cancel = TestContext.Current.CancellationToken;
        var all = SubjectEntries.Create(0, count).Select(added => added.Entry).Reverse().ToList();
        var subjects = all.Select(SubjectEntries.SubjectOf).Where(subject => !subject.IsNone).Distinct().ToList();
        Assert.Equal(7, subjects.Count);
        foreach (var subject in subjects)
        {
            await CheckPagesAsync(all.Where(entry => SubjectEntries.SubjectOf(entry) == subject), before => store.ListBySubjectAsync(subject, before, limit, cancel), limit);
        }

        foreach (var id in all.Select(entry => entry.Id).Append(SubjectEntries.Consent).Distinct())
        {
            await CheckPagesAsync(all.Where(entry => SubjectEntries.IsAbout(entry, id)), before => store.ListAboutAsync(id, before, limit, cancel), limit);
        }
    }

    private static async Task CheckPagesAsync(IEnumerable<StoredEntry> expected, Func<long, ValueTask<ImmutableArray<StoredEntry>>> read, int limit)
    {
        var before = long.MaxValue;
        foreach (var page in expected.Chunk(limit))
        {
            var listed = await read(before);
            Assert.Equal(page.Select(entry => entry.Index), listed.Select(entry => entry.Index));
            Assert.All(page.Zip(listed), pair => EntryAssert.Same(pair.First, pair.Second));
            before = page[^1].Index;
        }

        Assert.Empty(await read(before));
    }

    /// <summary>Reads everything back and compares it with what was committed.</summary>
    public static async Task CheckAllAsync(this ILogReader store, LogHead expected, int payloadLength = 60)
    {
        var cancel = TestContext.Current.CancellationToken;
        var head = await store.ReadHeadAsync(cancel);
        Assert.Equal(expected, head);
        Assert.Equal(expected.Peaks, head.Peaks);
        for (var index = 0L; index < head.Size; index++)
        {
            var (entry, payload) = Batches.Entry(index, payloadLength);
            EntryAssert.Same(entry, await store.FindAsync(index, cancel));
            Assert.Equal(payload.ToArray(), (await store.ReadPayloadAsync(index, cancel)).ToArray());
            Assert.Equal(index, (await store.FindByKeysAsync([entry.KeyHash], cancel))[entry.KeyHash].Index);
            Assert.Contains(index, (await store.FindByRecordAsync(entry.Id, cancel)).Select(found => found.Index));
        }

        Assert.Null(await store.FindAsync(head.Size, cancel));
    }
}
