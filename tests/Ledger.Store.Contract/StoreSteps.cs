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
