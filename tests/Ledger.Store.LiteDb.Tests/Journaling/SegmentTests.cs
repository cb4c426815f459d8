using Ledger.Store.Contract;
using Ledger.Store.LiteDb.Journaling;
using Ledger.Verify.Faults;

namespace Ledger.Store.LiteDb.Tests.Journaling;

public sealed class SegmentTests : IDisposable
{
    private const int SegmentBytes = 4096;
    private const int PayloadLength = 1200;

    private readonly StoreFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Append_SegmentFull_ContinuesInTheNext()
    {
        var heads = await _folder.FillAsync([1, 1, 1, 1, 1, 1, 1], SegmentBytes, PayloadLength);

        Assert.All(Directory.GetFiles(_folder.Journal), path => Assert.True(new FileInfo(path).Length <= SegmentBytes));
        Assert.Equal(4, Directory.GetFiles(_folder.Journal).Length);
        await CheckAsync(heads[^1]);
    }

    [Fact]
    public async Task Append_BatchLargerThanASegment_GetsItsOwnSegment()
    {
        var heads = await _folder.FillAsync([1, 8, 1], SegmentBytes, PayloadLength);

        Assert.Equal(3, Directory.GetFiles(_folder.Journal).Length);
        Assert.True(new FileInfo(_folder.SegmentPath(1)).Length > SegmentBytes);
        await CheckAsync(heads[^1]);
    }

    [Fact]
    public async Task Open_OneSegmentMissing_IsDamagedThere()
    {
        await FillThreeAsync();
        File.Delete(_folder.SegmentPath(1));

        Assert.StartsWith(_folder.SegmentPath(1), (await DamageAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_LastSegmentMissing_IsDamagedThere()
    {
        await FillThreeAsync();
        File.Delete(_folder.SegmentPath(2));

        Assert.Contains("ledger.db knows 6", (await DamageAsync()).Message, StringComparison.Ordinal);
    }

    [Theory, InlineData(-1), InlineData(1)]
    public async Task Open_ClosedSegmentOfAnotherLength_IsDamagedThere(int difference)
    {
        await FillThreeAsync();
        using (var file = new FileStream(_folder.SegmentPath(1), FileMode.Open))
        {
            file.SetLength(file.Length + difference);
        }

        Assert.StartsWith(_folder.SegmentPath(1), (await DamageAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_TwoSegmentsSwapped_IsDamaged()
    {
        await FillThreeAsync();
        var spare = _folder.SegmentPath(0) + ".spare";
        File.Move(_folder.SegmentPath(1), spare);
        File.Move(_folder.SegmentPath(2), _folder.SegmentPath(1));
        File.Move(spare, _folder.SegmentPath(2));

        Assert.Contains("says it is number 2", (await DamageAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_SegmentOfAnotherJournalOfTheSameLog_IsDamaged()
    {
        await FillThreeAsync();
        using var other = new StoreFolder();
        await other.FillAsync([1, 1, 1, 1, 1, 1], SegmentBytes, PayloadLength);
        File.Copy(other.SegmentPath(2), _folder.SegmentPath(2), overwrite: true);

        Assert.Contains("not of the same journal", (await DamageAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_SegmentStartedButEmpty_ContinuesInIt()
    {
        var heads = await FillThreeAsync();
        _folder.DeleteDatabase();
        CutLast(_folder.FrameStarts(2)[0]);

        await CheckAsync(heads[3]);
    }

    [Fact]
    public async Task Open_LastSegmentHeaderCutAtAnyByte_StartsItAgain()
    {
        var heads = await FillThreeAsync();
        _folder.DeleteDatabase();
        var whole = _folder.FrameStarts(2)[0];
        foreach (var length in new[] { 0, 1, 7, 8, 40, whole - 1 })
        {
            using var copy = _folder.Copy();
            using (var file = new FileStream(copy.SegmentPath(2), FileMode.Open))
            {
                file.SetLength(length);
            }

            var events = new EventList();
            await using var store = await copy.OpenAsync(segmentBytes: SegmentBytes, logger: events);
            Assert.Contains(EventList.UnbornSegmentRemoved, events.Ids);
            Assert.Equal(heads[4], await store.AppendAsync(1, PayloadLength));
            await store.CheckAllAsync(heads[4], PayloadLength);
        }
    }

    [Fact]
    public async Task Open_FirstSegmentHeaderCut_StartsTheJournal()
    {
        await _folder.FillAsync([1]);
        _folder.DeleteDatabase();
        CutLast(10, segment: 0);

        await using var store = await _folder.OpenAsync();

        Assert.Equal(0, (await store.ReadHeadAsync(Cancel)).Size);
    }

    [Theory, InlineData(0), InlineData(2)]
    public async Task Open_DamagedHeaderOfTheLastSegment_IsDamagedAndKeepsItsFrames(int segment)
    {
        // A file this short could be an unfinished header. But no frame is written before the header is complete.
        if (segment > 0)
        {
            await FillThreeAsync();
            CutLast(_folder.FrameStarts(2)[0]);
            _folder.DeleteDatabase();
        }

        await _folder.FillAsync([1], payloadLength: 20);
        _folder.DeleteDatabase();
        Assert.True(new FileInfo(_folder.SegmentPath(segment)).Length < SegmentHeader.MaxLength);
        using var flip = new FlippedBit(_folder.SegmentPath(segment), 20 * 8);
        var before = _folder.ReadJournal();

        var damaged = await DamageAsync();

        Assert.Contains($"{_folder.SegmentPath(segment)} is damaged at byte 0", damaged.Detail, StringComparison.Ordinal);
        Assert.Equal(before, _folder.ReadJournal());
    }

    public void Dispose() => _folder.Dispose();

    // Two batches per segment.
    private Task<List<Ledger.Log.LogHead>> FillThreeAsync() => _folder.FillAsync([1, 1, 1, 1, 1, 1], SegmentBytes, PayloadLength);

    private async Task<FaultException> DamageAsync() =>
        await FaultAssert.ThrowsAsync(StoreFaults.Damaged, async () => await _folder.OpenAsync(segmentBytes: SegmentBytes));

    private async Task CheckAsync(Ledger.Log.LogHead head)
    {
        await using var store = await _folder.OpenAsync(segmentBytes: SegmentBytes);
        await store.CheckAllAsync(head, PayloadLength);
    }

    private void CutLast(long length, int segment = 2)
    {
        using var file = new FileStream(_folder.SegmentPath(segment), FileMode.Open);
        file.SetLength(length);
    }
}
