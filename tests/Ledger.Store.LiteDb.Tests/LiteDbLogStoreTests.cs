using Ledger.Anchoring;
using Ledger.Log;
using Ledger.Store.LiteDb.Tests.Contract;

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

    protected override async Task WithStoreAsync(Func<IAnchorStore, Task> steps)
    {
        await using var store = await _folder.OpenAsync();
        await steps(store);
    }
}
