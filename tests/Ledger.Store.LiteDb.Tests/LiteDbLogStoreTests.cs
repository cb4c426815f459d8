using Ledger.Anchoring;
using Ledger.Log;
using Ledger.Store.Contract;
using Ledger.Verify.Faults;

namespace Ledger.Store.LiteDb.Tests;

public sealed class LiteDbLogStoreTests : LogStoreContract, IDisposable
{
    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override async ValueTask<ILogStore> OpenAsync() => await _folder.OpenAsync();
}

/// <summary>The same promises with a new segment every few entries.</summary>
public sealed class LiteDbLogStoreRollingTests : LogStoreContract, IDisposable
{
    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override async ValueTask<ILogStore> OpenAsync() => await _folder.OpenAsync(segmentBytes: 4096);
}

public sealed class LiteDbAnchorStoreTests : AnchorStoreContract, IDisposable
{
    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task SaveOutgoing_KilledRightAfter_IsKept()
    {
        var cancel = TestContext.Current.CancellationToken;
        for (var i = 0; i < 4; i++)
        {
            using var folder = new StoreFolder();
            await using var store = await folder.OpenAsync();
            var copies = new List<StoreFolder>();
            for (var nonce = 1; nonce <= 10; nonce++)
            {
                await store.SaveOutgoingAsync(new OutgoingTransaction(nonce, [new SignedTransaction(default, [1], nonce)], DateTimeOffset.UnixEpoch, null), cancel);
                copies.Add(folder.Copy());
            }

            foreach (var (index, copy) in copies.Index())
            {
                using var folderOfCopy = copy;
                await using var killed = await copy.OpenAsync();
                Assert.Equal(index + 1, (await killed.FindOutgoingAsync(cancel))?.Nonce);
            }
        }
    }

    protected override async Task WithStoreAsync(Func<IAnchorStore, Task> steps)
    {
        await using var store = await _folder.OpenAsync();
        await steps(store);
    }
}

public sealed class LiteDbLogReaderTests : LogReaderContract, IDisposable
{
    private readonly StoreFolder _folder = new();

    [Fact]
    public async Task Open_ReadOnlyFolder_HasEveryEntryAndChangesNothing()
    {
        var head = (await _folder.FillAsync([5, 8]))[^1];
        _folder.DeleteDatabase();
        _folder.SetReadOnly(true);
        try
        {
            var before = Describe();
            await using (var reader = await OpenToReadAsync())
            {
                await reader.CheckAllAsync(head);
            }

            Assert.Equal(before, Describe());
        }
        finally
        {
            _folder.SetReadOnly(false);
        }
    }

    [Fact]
    public async Task Open_TornTail_LeavesItOutAndInPlace()
    {
        var heads = await _folder.FillAsync([5, 8]);
        var path = _folder.SegmentPath(0);
        await File.WriteAllBytesAsync(path, (await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken))[..^3], TestContext.Current.CancellationToken);
        var before = Describe();

        await using (var reader = await OpenToReadAsync())
        {
            await reader.CheckAllAsync(heads[0]);
        }

        Assert.Equal(before, Describe());
    }

    [Fact]
    public async Task Open_JournalShorterThanTheHeadLock_IsRefused()
    {
        var heads = await _folder.FillAsync([5]);
        var held = new HeldHead(heads[0].Size + 1, heads[0].Root);
        var before = Describe();

        await FaultAssert.ThrowsAsync(StoreFaults.Behind, async () => await _folder.OpenToReadAsync(held));

        Assert.Equal(before, Describe());
    }

    [Fact]
    public async Task Open_NoLog_IsRefusedAndMakesNone()
    {
        await Assert.ThrowsAsync<DirectoryNotFoundException>(async () => await OpenToReadAsync());

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Root));
    }

    public void Dispose() => _folder.Dispose();

    protected override async ValueTask<ILogStore> OpenToWriteAsync() => await _folder.OpenAsync();

    protected override async ValueTask<ILogReader> OpenToReadAsync() => await _folder.OpenToReadAsync();

    protected override IReadOnlyList<string> Describe() => _folder.Describe();
}
