using Ledger.Anchoring;
using Ledger.Store.Contract;
using Ledger.Store.LiteDb.Files;
using Ledger.Verify.Chain;
using LiteDB;

namespace Ledger.Store.LiteDb.Tests;

/// <summary>LiteDB compiles each new expression text and never frees it. So a value must never be part of the text.</summary>
[Collection(nameof(HeapGrowthTests))]
[CollectionDefinition(nameof(HeapGrowthTests), DisableParallelization = true)]
public sealed class HeapGrowthTests : IDisposable
{
    private const int Questions = 10_000;
    private const long Limit = 1 << 20;

    private readonly StoreFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task FindCovering_TenThousandIndices_KeepsLessThanOneMebibyte()
    {
        await using var store = await _folder.OpenAsync();
        await store.SaveAsync(Anchor(Questions), Cancel);

        // Backwards, because the store remembers the answer for later entries.
        await EnsureHeapStaysAsync(async index => Assert.NotNull(await store.FindCoveringAsync(Questions - 1 - index, Cancel)));
    }

    [Fact]
    public async Task OtherAnchorReads_TenThousandTimes_KeepLessThanOneMebibyte()
    {
        await using var store = await _folder.OpenAsync();
        await store.SaveAsync(Anchor(Questions), Cancel);

        await EnsureHeapStaysAsync(async index =>
        {
            Assert.NotNull(await store.FindNewestAsync(Cancel));
            Assert.Empty(await store.ListPendingAsync(Cancel));
            Assert.Null(await store.FindOutgoingAsync(Cancel));
            Assert.Equal(StatusMark.None, await store.ReadStatusMarkAsync(Cancel));
        });
    }

    /// <summary>Reads pages of the mirror, of the catalogue and of document numbers by their number, which differs each time.</summary>
    [Fact]
    public async Task FindById_TenThousandIds_KeepsLessThanOneMebibyte()
    {
        using var file = LiteFile.Open(Path.Combine(_folder.Root, "pages.db"));
        var pages = file.EnsureCollection("pages");
        pages.Insert(new BsonDocument { ["_id"] = 1 });

        await EnsureHeapStaysAsync(index =>
        {
            Assert.Equal(index == 1, pages.FindById((int)index) is not null);
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task Delete_TenThousandIds_KeepsLessThanOneMebibyte()
    {
        using var file = LiteFile.Open(Path.Combine(_folder.Root, "pages.db"));
        var pages = file.EnsureCollection("pages");

        await EnsureHeapStaysAsync(index =>
        {
            Assert.False(pages.Delete(index));
            return Task.CompletedTask;
        });
    }

    private static async Task EnsureHeapStaysAsync(Func<long, Task> ask)
    {
        for (var index = 0L; index < 100; index++)
        {
            await ask(index);
        }

        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var index = 0L; index < Questions; index++)
        {
            await ask(index);
        }

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, Limit);
    }

    private static AnchoredCheckpoint Anchor(long size) => new(
        new AnchorFacts(0, size, Batches.HashOf("root"), Batches.HashOf("tx"), new ChainBlock(1, Batches.HashOf("block"), DateTimeOffset.UnixEpoch)),
        $"{StoreFolder.Origin}\n{size}\n", IsFinal: true);
}
