using Ledger.Store.Contract;
using Ledger.Store.LiteDb.Journaling;
using Ledger.Verify.Faults;
using Microsoft.Win32.SafeHandles;

namespace Ledger.Store.LiteDb.Tests.Journaling;

/// <summary>One flipped bit is always detected with its place and never skipped.</summary>
public sealed class DamageTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Scan_AnyBitBeforeTheLastFrame_IsReportedWhereItsFrameStarts()
    {
        await _folder.FillAsync([2, 1, 1], segmentBytes: 4096, payloadLength: 20);
        List<long> places = [0, .. _folder.FrameStarts(0)];

        for (var bit = 0L; bit < places[3] * 8; bit++)
        {
            using var flip = new FlippedBit(_folder.SegmentPath(0), bit);
            var refusal = Assert.Throws<FaultException>(ScanAll);
            var frame = places.Last(place => place <= bit / 8);

            // A newer version or another origin is refused as such. The CRC covers a header that we cannot read.
            Assert.True(refusal.Fault == StoreFaults.Damaged || refusal.Fault == StoreFaults.TooNew || refusal.Fault == StoreFaults.Foreign, $"bit {bit}: {refusal}");
            Assert.True(refusal.Fault != StoreFaults.Damaged || refusal.Detail.Contains($"{_folder.SegmentPath(0)} is damaged at byte {frame}:",
                StringComparison.Ordinal), $"bit {bit}: {refusal.Detail}");
        }
    }

    [Fact]
    public async Task Scan_AnyBitOfTheLastFrame_IsNeverReadAsSound()
    {
        await _folder.FillAsync([2, 1], payloadLength: 20);
        var starts = _folder.FrameStarts(0);

        for (var bit = starts[1] * 8; bit < starts[2] * 8; bit++)
        {
            using var flip = new FlippedBit(_folder.SegmentPath(0), bit);
            using var scan = new JournalScan(Segments.Read(_folder.Journal, StoreFolder.Origin).Sound);
            Assert.Equal([2L], scan.Read().Select(frame => frame.After.Size));
            Assert.Equal(starts[1], scan.SoundLength);
        }
    }

    [Theory, InlineData(0), InlineData(1)]
    public async Task Open_BitInAnEarlierSegment_IsDamagedThereAndChangesNothing(int segment)
    {
        await _folder.FillAsync([2, 1, 2, 1, 2], segmentBytes: 4096, payloadLength: 1200);
        _folder.DeleteDatabase();
        var start = _folder.FrameStarts(segment)[0];
        using var flip = new FlippedBit(_folder.SegmentPath(segment), (start + 300) * 8);
        var before = _folder.ReadJournal();

        var damaged = await FaultAssert.ThrowsAsync(StoreFaults.Damaged, async () => await _folder.OpenAsync());

        Assert.Contains($"{_folder.SegmentPath(segment)} is damaged at byte {start}:", damaged.Detail, StringComparison.Ordinal);
        Assert.Equal(before, _folder.ReadJournal());
    }

    [Fact]
    public async Task Open_BitInTheLastFrameOfTheCatalogue_IsDamagedAndNothingIsCut()
    {
        await _folder.FillAsync([2, 1]);
        var start = _folder.FrameStarts(0)[1];
        using var flip = new FlippedBit(_folder.SegmentPath(0), (start + 100) * 8);
        var before = _folder.ReadJournal();

        var damaged = await FaultAssert.ThrowsAsync(StoreFaults.Damaged, async () => await _folder.OpenAsync());

        Assert.Contains($"{_folder.SegmentPath(0)} is damaged at byte {start}:", damaged.Detail, StringComparison.Ordinal);
        Assert.Equal(before, _folder.ReadJournal());
    }

    [Fact]
    public async Task Find_BitInAnEntry_IsDamagedThereAndTheOthersAreRead()
    {
        await _folder.FillAsync([2, 1]);
        var start = _folder.FrameStarts(0)[0] + HeadEnd(peaks: 1);
        using var flip = new FlippedBit(_folder.SegmentPath(0), (start + EntryHeader.Bytes + 20) * 8);
        await using var store = await _folder.OpenAsync();

        var damaged = await FaultAssert.ThrowsAsync(StoreFaults.Damaged, async () => await store.FindAsync(0, Cancel));

        Assert.Contains($"{_folder.SegmentPath(0)} is damaged at byte {start}:", damaged.Detail, StringComparison.Ordinal);
        EntryAssert.Same(Batches.Entry(1).Entry, await store.FindAsync(1, Cancel));
    }

    [Fact]
    public async Task ReadPayload_BitInThePayload_IsDamagedThere()
    {
        await _folder.FillAsync([1, 1]);
        var end = _folder.FrameStarts(0)[1] - FrameEncoder.TrailerBytes;
        using var flip = new FlippedBit(_folder.SegmentPath(0), ((end - 1) * 8) + 3);
        await using var store = await _folder.OpenAsync();

        var damaged = await FaultAssert.ThrowsAsync(StoreFaults.Damaged, async () => await store.ReadPayloadAsync(0, Cancel));

        Assert.Contains($"{_folder.SegmentPath(0)} is damaged at byte {end - 60}:", damaged.Detail, StringComparison.Ordinal);
        EntryAssert.Same(Batches.Entry(0).Entry, await store.FindAsync(0, Cancel));
    }

    [Fact]
    public async Task Scan_SoundFrameTwice_IsDamaged()
    {
        await _folder.FillAsync([1, 1]);
        var starts = _folder.FrameStarts(0);
        var bytes = await File.ReadAllBytesAsync(_folder.SegmentPath(0), Cancel);
        await File.AppendAllBytesAsync(_folder.SegmentPath(0), bytes[(int)starts[1]..], Cancel);

        var damaged = FaultAssert.Throws(StoreFaults.Damaged, ScanAll);

        Assert.Contains($"byte {starts[2]}: the frame follows a log of 1 entries, but 2 are before it", damaged.Detail, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static int HeadEnd(int peaks) => FrameHeader.Bytes + FrameEncoder.HeadBytes(peaks);

    private void ScanAll()
    {
        using var scan = new JournalScan(Segments.Read(_folder.Journal, StoreFolder.Origin).Sound);
        Assert.NotEqual(-1, scan.Read().Sum(frame => frame.Entries.Length));
    }
}

/// <summary>Flips one bit of a file until it is disposed.</summary>
internal sealed class FlippedBit : IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly long _bit;

    public FlippedBit(string path, long bit)
    {
        _file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        _bit = bit;
        Flip();
    }

    public void Dispose()
    {
        Flip();
        _file.Dispose();
    }

    private void Flip()
    {
        Span<byte> one = stackalloc byte[1];
        Assert.Equal(1, RandomAccess.Read(_file, one, _bit / 8));
        one[0] ^= (byte)(1 << (int)(_bit % 8));
        RandomAccess.Write(_file, one, _bit / 8);
    }
}
