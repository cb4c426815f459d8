using Ledger.Store.Contract;
using Ledger.Store.LiteDb.Journaling;
using Ledger.Verify.Faults;

namespace Ledger.Store.LiteDb.Tests.Journaling;

/// <summary>A crash during an append leaves the last frame cut at any byte, or with holes. Such a frame was never acknowledged.</summary>
public sealed class TornTailTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Scan_LastFrameCutAtAnyByte_EndsBeforeIt()
    {
        await _folder.FillAsync([2, 1, 1], payloadLength: 20);
        var starts = _folder.FrameStarts(0);
        var path = _folder.SegmentPath(0);

        for (var length = starts[3] - 1; length > starts[2]; length--)
        {
            using (var file = new FileStream(path, FileMode.Open))
            {
                file.SetLength(length);
            }

            using var scan = new JournalScan(Segments.Read(_folder.Journal, StoreFolder.Origin).Sound);
            Assert.Equal([2L, 3L], scan.Read().Select(frame => frame.After.Size));
            Assert.True(scan.IsTorn);
            Assert.Equal(starts[2], scan.SoundLength);
        }
    }

    [Theory, InlineData(1), InlineData(31), InlineData(32), InlineData(33), InlineData(200), InlineData(-1)]
    public async Task Open_LastFrameCut_CutsTheRestAndContinues(int kept)
    {
        var heads = await _folder.FillAsync([2, 1, 3]);
        _folder.DeleteDatabase();
        var starts = _folder.FrameStarts(0);
        CutTo(kept < 0 ? starts[3] + kept : starts[2] + kept);
        var events = new EventList();

        await using (var store = await _folder.OpenAsync(logger: events))
        {
            await store.CheckAllAsync(heads[1]);
            Assert.Equal(starts[2], new FileInfo(_folder.SegmentPath(0)).Length);
            Assert.Equal(heads[2], await store.AppendAsync(3));
        }

        Assert.Contains($"at byte {starts[2]}", events.TextOf(EventList.TailCut), StringComparison.Ordinal);
        await using var again = await _folder.OpenAsync();
        await again.CheckAllAsync(heads[2]);
    }

    [Theory, InlineData(0), InlineData(40), InlineData(5000)]
    public async Task Open_ZeroesAfterTheLastFrame_CutsThem(int cutFrom)
    {
        // The length of the file reached the disk before its bytes did.
        var heads = await _folder.FillAsync([2, 20]);
        _folder.DeleteDatabase();
        var starts = _folder.FrameStarts(0);
        CutTo(starts[1] + cutFrom);
        CutTo(starts[2]);

        await using var store = await _folder.OpenAsync();

        await store.CheckAllAsync(heads[0]);
    }

    [Fact]
    public async Task Open_FirstFrameCut_OpensEmpty()
    {
        var heads = await _folder.FillAsync([2]);
        _folder.DeleteDatabase();
        CutTo(_folder.FrameStarts(0)[1] - 1);

        await using var store = await _folder.OpenAsync();

        Assert.Equal(0, (await store.ReadHeadAsync(Cancel)).Size);
        Assert.Equal(heads[0], await store.AppendAsync(2));
    }

    [Fact]
    public async Task Open_CutFrameIsInTheCatalogue_IsDamagedAndNothingIsCut()
    {
        await _folder.FillAsync([2, 1]);
        var starts = _folder.FrameStarts(0);
        CutTo(starts[2] - 1);

        var damaged = await FaultAssert.ThrowsAsync(StoreFaults.Damaged, async () => await _folder.OpenAsync());

        Assert.Contains("ledger.db knows 3", damaged.Detail, StringComparison.Ordinal);
        Assert.Contains($"byte {starts[1]}", damaged.Detail, StringComparison.Ordinal);
        Assert.Equal(starts[2] - 1, new FileInfo(_folder.SegmentPath(0)).Length);
    }

    [Fact]
    public async Task Open_MissingFrameIsInTheCatalogue_IsDamaged()
    {
        await _folder.FillAsync([2, 1]);
        CutTo(_folder.FrameStarts(0)[1]);

        await FaultAssert.ThrowsAsync(StoreFaults.Damaged, async () => await _folder.OpenAsync());
    }

    [Fact]
    public async Task Open_TornFrameBeforeASoundOne_IsDamaged()
    {
        // A frame is started only when the previous one is on disk, so this was not a crash.
        await _folder.FillAsync([2, 1, 1]);
        _folder.DeleteDatabase();
        var starts = _folder.FrameStarts(0);
        Overwrite(starts[1], new byte[FrameHeader.Bytes]);

        var damaged = await FaultAssert.ThrowsAsync(StoreFaults.Damaged, async () => await _folder.OpenAsync());

        Assert.Contains($"{_folder.SegmentPath(0)} is damaged at byte {starts[1]}", damaged.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_LengthlessFrameFarBeforeASoundOne_IsDamaged()
    {
        // The undamaged header crosses the edge between two windows of the search.
        await _folder.FillAsync([1, 1, 1], payloadLength: 65_000);
        _folder.DeleteDatabase();
        var starts = _folder.FrameStarts(0);
        Overwrite(starts[1], new byte[FrameHeader.Bytes]);

        var damaged = await FaultAssert.ThrowsAsync(StoreFaults.Damaged, async () => await _folder.OpenAsync());

        Assert.Contains($"byte {starts[1]}", damaged.Detail, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private void CutTo(long length)
    {
        using var file = new FileStream(_folder.SegmentPath(0), FileMode.Open);
        file.SetLength(length);
    }

    private void Overwrite(long offset, byte[] bytes)
    {
        using var file = new FileStream(_folder.SegmentPath(0), FileMode.Open);
        file.Position = offset;
        file.Write(bytes);
    }
}
