using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Store.Contract;
using Ledger.Store.LiteDb.Cataloguing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Store.LiteDb.Tests.Cataloguing;

/// <summary>The lists by subject and by record come from fingerprints, which are rebuilt from the journal and which others can share.</summary>
public sealed class SubjectListTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Lists_DatabaseDeleted_AreRebuilt()
    {
        await FillAsync(60);
        _folder.DeleteDatabase();

        await using var store = await _folder.OpenAsync();

        await store.CheckListsAsync(60, 5);
    }

    [Fact]
    public async Task Lists_OpenedToRebuild_AreTheSameThenAndAfterwards()
    {
        await FillAsync(60);
        var options = new LiteDbStoreOptions { Folder = _folder.Root, Origin = StoreFolder.Origin, RebuildsCatalogue = true };

        await using (var store = await LiteDbLogStore.OpenAsync(options, NullLogger.Instance, Cancel))
        {
            await store.CheckListsAsync(60, 5);
        }

        await using var again = await _folder.OpenAsync();
        await again.CheckListsAsync(60, 5);
    }

    [Fact]
    public async Task Lists_KilledAfterACommit_AreReadFromTheJournal()
    {
        await FillAsync(30);
        await using var store = await _folder.OpenAsync();
        await store.AppendSubjectsAsync(30);

        using var copy = _folder.Copy();
        await using var killed = await copy.OpenAsync();

        await killed.CheckListsAsync(60, 5);
    }

    /// <summary>The listed pages are full, although the candidates between them are not wanted.</summary>
    [Theory, InlineData(1), InlineData(2), InlineData(100)]
    public async Task Lists_OthersWithTheSameFingerprint_AreNotMixed(int limit)
    {
        var (one, other) = FindPair();
        SubjectHandle[] subjects = [SubjectHandle.FromBytes(one), SubjectHandle.FromBytes(other)];
        RecordId[] records = [RecordId.FromBytes(one), RecordId.FromBytes(other)];
        Assert.Equal(CatalogueRow.ComputeFingerprint(subjects[0]), CatalogueRow.ComputeFingerprint(subjects[1]));
        Assert.Equal(CatalogueRow.ComputeFingerprint(records[0]), CatalogueRow.ComputeFingerprint(records[1]));
        int[] owners = [0, 1, 1, 1, 0, 1, 0, 0, 1, 1];
        await using var store = await _folder.OpenAsync();
        var head = await store.ReadHeadAsync(Cancel);
        var entries = owners.Select((owner, i) => Batches.Entry(i) with
        {
            Entry = Batches.Entry(i).Entry with { Subject = subjects[owner], About = new(i % 2 == 0 ? records[owner] : null, i % 2 == 1 ? records[owner] : null, default) },
        });
        Assert.True(await store.TryCommitAsync(Batches.Create(head, [.. entries]), Cancel));

        for (var owner = 0; owner < 2; owner++)
        {
            var expected = owners.Index().Where(at => at.Item == owner).Select(at => (long)at.Index).Reverse().Take(limit).ToList();
            Assert.Equal(expected, (await store.ListBySubjectAsync(subjects[owner], long.MaxValue, limit, Cancel)).Select(entry => entry.Index));
            Assert.Equal(expected, (await store.ListAboutAsync(records[owner], long.MaxValue, limit, Cancel)).Select(entry => entry.Index));
        }
    }

    private async Task FillAsync(int count)
    {
        await using var store = await _folder.OpenAsync(segmentBytes: 4096);
        await store.AppendSubjectsAsync(count);
    }

    /// <summary>Two ids with one fingerprint of 32 bits. Among 200,000 there are about five such pairs.</summary>
    private static (byte[] One, byte[] Other) FindPair()
    {
        var known = new Dictionary<uint, byte[]>();
        for (var i = 0; ; i++)
        {
            var bytes = Batches.HashOf($"id {i}").ToArray()[..16];
            if (!known.TryAdd(CatalogueRow.ComputeFingerprint(SubjectHandle.FromBytes(bytes)), bytes))
            {
                return (known[CatalogueRow.ComputeFingerprint(SubjectHandle.FromBytes(bytes))], bytes);
            }
        }
    }
}
