using System.Text;
using Ledger.Log;

namespace Ledger.Store.Contract;

/// <summary>What <see cref="ILogReader"/> promises of a log that is opened for reading.</summary>
public abstract class LogReaderContract
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Opens the log of this test for writing, empty at first.</summary>
    protected abstract ValueTask<ILogStore> OpenToWriteAsync();

    /// <summary>Opens it for reading.</summary>
    protected abstract ValueTask<ILogReader> OpenToReadAsync();

    /// <summary>Everything that the log is kept in: names, contents and times of change.</summary>
    protected abstract IReadOnlyList<string> Describe();

    [Theory, InlineData(0), InlineData(1), InlineData(23)]
    public async Task Open_ClosedLog_HasEveryEntryAndChangesNothing(int count)
    {
        LogHead head;
        await using (var store = await OpenToWriteAsync())
        {
            head = count == 0 ? await store.ReadHeadAsync(Cancel) : await store.AppendAsync(count);
        }

        var before = Describe();
        await using (var reader = await OpenToReadAsync())
        {
            await reader.CheckAllAsync(head);
        }

        Assert.Equal(before, Describe());
    }

    [Fact]
    public async Task Open_WhileAnotherWrites_HasWhatWasCommittedBefore()
    {
        await using var store = await OpenToWriteAsync();
        var head = await store.AppendAsync(12);

        await using var reader = await OpenToReadAsync();
        await store.AppendAsync(9);

        await reader.CheckAllAsync(head);
    }

    [Fact]
    public async Task Open_AgainAndAgainWhileAnotherWrites_IsNeverBehindWhatWasCommitted()
    {
        await using var store = await OpenToWriteAsync();
        var head = await store.AppendAsync(1);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var writing = Task.Run(
            async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    head = await store.AppendAsync(7);
                }
            },
            Cancel);

        for (var i = 0; i < 20; i++)
        {
            var committed = (await store.ReadHeadAsync(Cancel)).Size;
            await using var reader = await OpenToReadAsync();
            var seen = await reader.ReadHeadAsync(Cancel);
            Assert.True(seen.Size >= committed);
            Assert.NotNull(await reader.FindAsync(seen.Size - 1, Cancel));
            Assert.Null(await reader.FindAsync(seen.Size, Cancel));
        }

        await stop.CancelAsync();
        await writing;
    }

    [Fact]
    public async Task Reads_OfAReader_AreThoseOfTheStore()
    {
        await using var store = await OpenToWriteAsync();
        await store.AppendAsync(23);
        await using var reader = await OpenToReadAsync();

        Assert.Equal(
            (await store.ListRecordsAsync(20, 6, Cancel)).Select(entry => entry.Index), (await reader.ListRecordsAsync(20, 6, Cancel)).Select(entry => entry.Index));
        Assert.Equal((await store.ListStatusesAsync(5, 2, Cancel)).Select(entry => entry.Index), (await reader.ListStatusesAsync(5, 2, Cancel)).Select(entry => entry.Index));
        Assert.Equal(
            await store.ReadTextsAsync(3, 9, Cancel).Select(text => Encoding.UTF8.GetString(text.Span)).ToListAsync(Cancel),
            await reader.ReadTextsAsync(3, 9, Cancel).Select(text => Encoding.UTF8.GetString(text.Span)).ToListAsync(Cancel));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await reader.ReadTextsAsync(0, 24, Cancel).CountAsync(Cancel));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await reader.ReadPayloadAsync(23, Cancel));
    }
}
