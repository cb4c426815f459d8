using Ledger.Log;
using Ledger.Store.Contract;
using Ledger.Store.LiteDb.Cataloguing;
using Ledger.Store.LiteDb.Journaling;

namespace Ledger.Store.LiteDb.Tests.Cataloguing;

/// <summary>LiteDB holds a copy of the catalogue. If it is lost or damaged, the journal decides.</summary>
public sealed class CatalogueTests : IDisposable
{
    private readonly StoreFolder _folder = new();
    private readonly EventList _events = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Open_ClosedProperly_ReadsNothingFromTheJournal()
    {
        var heads = await _folder.FillAsync([300, 5]);

        await using var store = await _folder.OpenAsync(logger: _events);

        Assert.Contains("305 entries, 0 of them read", _events.TextOf(EventList.Opened), StringComparison.Ordinal);
        await store.CheckAllAsync(heads[^1]);
    }

    [Fact]
    public async Task Open_DatabaseDeleted_RebuildsItFromTheJournal()
    {
        var heads = await _folder.FillAsync([300, 5], segmentBytes: 64 * 1024);
        _folder.DeleteDatabase();

        await using (var store = await _folder.OpenAsync(logger: _events))
        {
            await store.CheckAllAsync(heads[^1]);
        }

        Assert.Contains(EventList.CatalogueRebuilt, _events.Ids);
        var again = new EventList();
        await using var reopened = await _folder.OpenAsync(logger: again);
        Assert.Contains("0 of them read", again.TextOf(EventList.Opened), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_DatabaseBehindTheJournal_CatchesUp()
    {
        await _folder.FillAsync([300]);
        var old = await File.ReadAllBytesAsync(_folder.Database, Cancel);
        var heads = await _folder.FillAsync([5, 7]);
        await File.WriteAllBytesAsync(_folder.Database, old, Cancel);

        await using var store = await _folder.OpenAsync(logger: _events);

        Assert.Contains("312 entries, 12 of them read", _events.TextOf(EventList.Opened), StringComparison.Ordinal);
        await store.CheckAllAsync(heads[^1]);
    }

    [Fact]
    public async Task Open_KilledAfterManyCommits_ReadsOnlyTheRest()
    {
        await using var store = await _folder.OpenAsync(segmentBytes: 1 << 20);
        LogHead head;
        do
        {
            head = await store.AppendAsync(256);
        }
        while (head.Size < CatalogueKeeper.SaveEvery * 2);

        using var copy = _folder.Copy();
        await using var reopened = await copy.OpenAsync(logger: _events);

        Assert.DoesNotContain(EventList.CatalogueNotSaved, _events.Ids);
        Assert.Equal(head, await reopened.ReadHeadAsync(Cancel));
        await reopened.CheckAllAsync(head);
    }

    [Fact]
    public async Task Open_DatabaseOfAnotherJournal_RebuildsIt()
    {
        var heads = await _folder.FillAsync([3]);
        using var other = new StoreFolder();
        await other.FillAsync([9]);
        File.Copy(other.Database, _folder.Database, overwrite: true);

        await using var store = await _folder.OpenAsync(logger: _events);

        await store.CheckAllAsync(heads[^1]);
        Assert.Contains("another journal", _events.TextOf(EventList.CatalogueRebuilt), StringComparison.Ordinal);
    }

    [Theory, InlineData(0), InlineData(100), InlineData(8192), InlineData(20_000)]
    public async Task Open_DatabaseCut_RebuildsIt(int length)
    {
        var heads = await _folder.FillAsync([300]);
        using (var file = new FileStream(_folder.Database, FileMode.Open))
        {
            file.SetLength(length);
        }

        await using var store = await _folder.OpenAsync();

        await store.CheckAllAsync(heads[^1]);
    }

    [Fact]
    public async Task Open_GarbageInsteadOfTheDatabase_RebuildsIt()
    {
        var heads = await _folder.FillAsync([3]);
        await File.WriteAllTextAsync(_folder.Database, string.Concat(Enumerable.Repeat("This is no database. ", 1000)), Cancel);

        await using var store = await _folder.OpenAsync();

        await store.CheckAllAsync(heads[^1]);
    }

    [Fact]
    public async Task Open_OneBitOfTheDatabaseFlipped_StillFindsEverything()
    {
        var heads = await _folder.FillAsync([40]);
        var whole = await File.ReadAllBytesAsync(_folder.Database, Cancel);

        // An odd number of bits that has no factor in common with the page size reaches every kind of place.
        for (var bit = 3L; bit < whole.Length * 8L; bit += 4099)
        {
            using var copy = _folder.Copy();
            whole[bit / 8] ^= (byte)(1 << (int)(bit % 8));
            await File.WriteAllBytesAsync(copy.Database, whole, Cancel);
            whole[bit / 8] ^= (byte)(1 << (int)(bit % 8));

            await using var store = await copy.OpenAsync();
            await store.CheckAllAsync(heads[^1]);
        }
    }

    [Fact]
    public void Find_CollidingFingerprints_ReturnsEveryCandidate()
    {
        var table = new FingerprintTable();
        uint[] prints = [5, 5, 6, 5, 0, uint.MaxValue, 0];
        foreach (var print in prints)
        {
            table.Add(print);
        }

        foreach (var print in prints)
        {
            Assert.Equal(prints.Index().Where(at => at.Item == print).Select(at => at.Index).Reverse(), table.Find(print));
        }
    }

    [Fact]
    public void Find_AfterGrowing_ReturnsEachEntry()
    {
        var table = new FingerprintTable();
        for (var i = 0u; i < 10_000; i++)
        {
            // Neighbours, so that their slots overlap and wrap around the end.
            table.Add(uint.MaxValue - (i * 3));
        }

        for (var i = 0u; i < 10_000; i++)
        {
            Assert.Equal([(int)i], table.Find(uint.MaxValue - (i * 3)));
        }
    }

    [Theory, InlineData(0), InlineData(3), InlineData(-1)]
    public void DecodePage_AnyByteChanged_IsEmpty(int from)
    {
        var rows = Enumerable.Range(0, 3).Select(i => new CatalogueRow(new EntryPlace(i, i * 100), 1, (uint)i, (uint)i + 1, (uint)i + 2, (uint)i + 3, (uint)i + 4));
        var bytes = CataloguePage.Encode(7, [.. rows]);
        Assert.Equal(3, CataloguePage.Decode(7, bytes).Length);

        bytes[from < 0 ? bytes.Length + from : from] ^= 1;

        Assert.Empty(CataloguePage.Decode(7, bytes));
    }

    [Fact]
    public void DecodePage_OfAnotherNumber_IsEmpty()
    {
        var bytes = CataloguePage.Encode(7, [new CatalogueRow(new EntryPlace(0, 100), 1, 2, 3, 4, 5, 6)]);

        Assert.Empty(CataloguePage.Decode(8, bytes));
    }

    public void Dispose() => _folder.Dispose();
}
