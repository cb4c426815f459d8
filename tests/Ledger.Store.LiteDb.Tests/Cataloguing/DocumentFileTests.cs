using System.Buffers.Binary;
using Ledger.Departments;
using Ledger.Store.Contract;
using Ledger.Store.LiteDb.Cataloguing;
using Ledger.Verify.Trees;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Store.LiteDb.Tests.Cataloguing;

/// <summary>The file of document numbers: what it keeps, and that a forgotten number is in no byte of it.</summary>
public sealed class DocumentFileTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string FilePath => new DepartmentLayout(_folder.Root).DocumentNumbers;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Find_AfterReopening_FindsEveryNumber()
    {
        await FillAsync(DocumentTable.PageEntries + 30, 7);

        await using var store = await _folder.OpenAsync();

        CheckNumbers(store, DocumentTable.PageEntries + 37, forgotten: []);
    }

    [Fact]
    public async Task Forget_SavedNumbers_AreGoneFromTheFileAndAfterReopening()
    {
        const int Size = (2 * DocumentTable.PageEntries) + 40;
        long[] forgotten = [0, 3, DocumentTable.PageEntries - 1, DocumentTable.PageEntries, Size - 2];
        await FillAsync(Size);
        Assert.All(forgotten, index => Assert.True(FileHolds(index)));

        await using (var store = await _folder.OpenAsync())
        {
            store.Forget(forgotten);

            // At once, also for a killed process.
            Assert.All(forgotten, index => Assert.False(FileHolds(index)));
            CheckNumbers(store, Size, forgotten);
        }

        Assert.All(forgotten, index => Assert.False(FileHolds(index)));
        await using var again = await _folder.OpenAsync();
        CheckNumbers(again, Size, forgotten);
    }

    [Fact]
    public async Task Forget_NumberThatIsNotSavedYet_IsNeverSaved()
    {
        await using (var store = await _folder.OpenAsync())
        {
            await AppendAsync(store, 10);
            store.Forget([4]);
            CheckNumbers(store, 10, [4]);
        }

        Assert.True(FileHolds(3));
        Assert.False(FileHolds(4));
        await using var again = await _folder.OpenAsync();
        CheckNumbers(again, 10, [4]);
    }

    [Fact]
    public async Task Forget_WhileEntriesAreSaved_LeavesNoForgottenNumber()
    {
        List<long> forgotten = [];
        long size;
        await using (var store = await _folder.OpenAsync())
        {
            for (size = 0; size < 3 * CatalogueKeeper.SaveEvery; size += 256)
            {
                await AppendAsync(store, 256);
                long[] next = [size, size + 1, size / 2];
                store.Forget(next);
                forgotten.AddRange(next);
            }
        }

        Assert.All(forgotten, index => Assert.False(FileHolds(index)));
        await using var again = await _folder.OpenAsync();
        CheckNumbers(again, size, forgotten);
    }

    [Fact]
    public async Task Forget_EntryWithoutNumberOrBeyondTheEnd_ChangesNothing()
    {
        await FillAsync(20);
        var before = await File.ReadAllBytesAsync(FilePath, Cancel);

        await using (var store = await _folder.OpenAsync())
        {
            store.Forget([2, 20, 5000]);
            CheckNumbers(store, 20, []);
        }

        Assert.Equal(before, await File.ReadAllBytesAsync(FilePath, Cancel));
    }

    /// <summary>A killed process may leave pages that the header does not count yet. Nobody overwrites them in an erasure.</summary>
    [Fact]
    public async Task Open_PagesAfterThoseOfTheHeader_AreCutOff()
    {
        await FillAsync(10);
        var header = (await File.ReadAllBytesAsync(FilePath, Cancel))[..64];
        await FillAsync(10);
        await File.WriteAllBytesAsync(FilePath, [.. header, .. (await File.ReadAllBytesAsync(FilePath, Cancel)).AsSpan(64)], Cancel);

        await using var store = await _folder.OpenAsync();
        store.Forget([7, 13]);

        Assert.False(FileHolds(7));
        Assert.False(FileHolds(13));
    }

    [Fact]
    public async Task Open_OneBitFlipped_FindsNoWrongNumber()
    {
        const int Size = DocumentTable.PageEntries + 20;
        await FillAsync(Size);
        var whole = await File.ReadAllBytesAsync(FilePath, Cancel);

        for (var bit = 0; bit < whole.Length * 8; bit += bit < 40 * 8 ? 1 : 491)
        {
            whole[bit / 8] ^= (byte)(1 << (bit % 8));
            await File.WriteAllBytesAsync(FilePath, whole, Cancel);
            whole[bit / 8] ^= (byte)(1 << (bit % 8));

            using var file = DocumentFile.Open(FilePath, await FindJournalAsync(), Size, out var table);

            Assert.Contains(table.Covered, new long[] { 0, DocumentTable.PageEntries, Size });
            Assert.True(table.Covered < Size || bit / 8 is >= 36 and < 64); // Behind the CRC the header is padded.
            Assert.All(Enumerable.Range(0, (int)table.Covered).Where(HasNumber), index => Assert.Equal([index], table.Find(NumberOf(index))));
        }
    }

    [Fact]
    public async Task Open_FileOfAnotherJournal_IsEmpty()
    {
        await FillAsync(10);
        using var other = new StoreFolder();
        await other.FillAsync([10]);
        File.Copy(FilePath, new DepartmentLayout(other.Root).DocumentNumbers, overwrite: true);

        await using var store = await other.OpenAsync();

        Assert.Equal(0, store.Covered);
        Assert.Empty(store.Find(NumberOf(0)));
    }

    [Fact]
    public async Task Open_FileThatIsAheadOfTheJournal_IsEmpty()
    {
        await FillAsync(10);

        using var file = DocumentFile.Open(FilePath, await FindJournalAsync(), 9, out var table);

        Assert.Equal(0, table.Covered);
    }

    [Fact]
    public async Task Open_ToRebuild_ForgetsEveryNumber()
    {
        await FillAsync(10);
        var options = new LiteDbStoreOptions { Folder = _folder.Root, Origin = StoreFolder.Origin, RebuildsCatalogue = true };

        await using (var store = await LiteDbLogStore.OpenAsync(options, NullLogger.Instance, Cancel))
        {
            Assert.Equal(0, store.Covered);
            Assert.False(FileHolds(0));
        }

        await using var again = await _folder.OpenAsync();
        Assert.Equal(0, again.Covered);
    }

    private static bool HasNumber(int index) => index % 3 != 2;

    private static Digest NumberOf(long index) => Batches.HashOf($"document {index}");

    private static void CheckNumbers(LiteDbLogStore store, long size, IReadOnlyCollection<long> forgotten)
    {
        Assert.Equal(size, store.Covered);
        for (var index = 0; index < size; index++)
        {
            Assert.Equal(HasNumber(index) && !forgotten.Contains(index) ? [index] : [], store.Find(NumberOf(index)));
        }
    }

    private static async Task AppendAsync(LiteDbLogStore store, int count)
    {
        var head = await store.ReadHeadAsync(Cancel);
        var entries = Enumerable.Range(0, count)
            .Select(i => Batches.Entry(head.Size + i) with { Document = HasNumber((int)head.Size + i) ? NumberOf(head.Size + i) : default });
        Assert.True(await store.TryCommitAsync(Batches.Create(head, [.. entries]), Cancel));
    }

    private async Task FillAsync(params int[] batches)
    {
        await using var store = await _folder.OpenAsync();
        foreach (var count in batches)
        {
            await AppendAsync(store, count);
        }
    }

    private async Task<Guid> FindJournalAsync() => new((await File.ReadAllBytesAsync(_folder.SegmentPath(0), Cancel)).AsSpan(16, 16), bigEndian: true);

    /// <summary>Whether the fingerprint of an entry's number is anywhere in the file.</summary>
    private bool FileHolds(long index)
    {
        var print = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(print, CatalogueRow.ComputeFingerprint(NumberOf(index)));
        using var file = new FileStream(FilePath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes.AsSpan().IndexOf(print) >= 0;
    }
}
