using Ledger.Anchoring;
using Ledger.Store.LiteDb.Mirroring;
using LiteDB;

namespace Ledger.Store.LiteDb.Tests;

/// <summary>A new store has every collection before anybody reads, so that no read runs while a collection is created.</summary>
public sealed class FirstWriteTests : IDisposable
{
    private const int Stores = 100;
    private const int Readers = 2;

    private readonly StoreFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Open_EmptyFolder_HasEveryCollection()
    {
        await (await _folder.OpenAsync()).DisposeAsync();

        Assert.Equal(["anchors", "catalogue", "chain"], CollectionsOf(_folder.Database));
    }

    [Fact]
    public async Task Open_RebuiltCatalogue_HasEveryCollection()
    {
        await _folder.FillAsync([2]);
        _folder.DeleteDatabase();
        await (await _folder.OpenAsync()).DisposeAsync();

        Assert.Equal(["anchors", "catalogue", "chain"], CollectionsOf(_folder.Database));
    }

    [Fact]
    public void Open_NewMirror_HasEveryCollection()
    {
        var path = Path.Combine(_folder.Root, "mirror.db");
        LiteDbMirrorStore.Open(path).Dispose();

        Assert.Equal(["pages", "stamps"], CollectionsOf(path));
    }

    [Fact]
    public async Task Read_DuringTheFirstTransaction_NeverFails()
    {
        for (var i = 0; i < Stores; i++)
        {
            using var folder = new StoreFolder();
            await using var store = await folder.OpenAsync();
            var isDone = false;
            using var areReading = new CountdownEvent(Readers);
            var readers = Enumerable.Range(0, Readers).Select(_ => Task.Run(
                async () =>
                {
                    areReading.Signal();
                    while (!Volatile.Read(ref isDone))
                    {
                        await store.FindCoveringAsync(0, Cancel);
                        await store.FindOutgoingAsync(Cancel);
                    }
                },
                Cancel)).ToArray();
            areReading.Wait(Cancel);

            await store.SaveOutgoingAsync(new OutgoingTransaction(1, [new SignedTransaction(default, [1], 1)], DateTimeOffset.UnixEpoch, null), Cancel);

            Volatile.Write(ref isDone, true);
            await Task.WhenAll(readers);
            Assert.NotNull(await store.FindOutgoingAsync(Cancel));
        }
    }

    private static string[] CollectionsOf(string path)
    {
        using var database = new LiteDatabase(new ConnectionString { Filename = path, ReadOnly = true });
        return [.. database.GetCollectionNames().Order(StringComparer.Ordinal)];
    }
}
