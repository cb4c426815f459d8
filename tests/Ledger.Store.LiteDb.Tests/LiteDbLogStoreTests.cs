using Ledger.Anchoring;
using Ledger.Log;
using Ledger.Store.Contract;

namespace Ledger.Store.LiteDb.Tests;

public sealed class LiteDbLogStoreTests : LogStoreContract, IDisposable
{
    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override async ValueTask<ILogStore> OpenAsync() => await _folder.OpenAsync();
}

/// <summary>The same contract with a new segment every few entries.</summary>
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
