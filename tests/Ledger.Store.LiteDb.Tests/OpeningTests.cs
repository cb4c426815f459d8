using Ledger.Store.Contract;
using Ledger.Store.LiteDb.Journaling;
using Ledger.Verify.Faults;

namespace Ledger.Store.LiteDb.Tests;

/// <summary>What opening refuses, each with its own exception and without any change.</summary>
public sealed class OpeningTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    public static TheoryData<string, long> BadOptions => new() { { "", 1 << 20 }, { "  ", 1 << 20 }, { "origin", 4095 }, { "origin", (1L << 30) + 1 } };

    [Fact]
    public async Task Open_SecondStoreOnTheFolder_IsLocked()
    {
        await using var first = await _folder.OpenAsync();

        await FaultAssert.ThrowsAsync(StoreFaults.Locked, async () => await _folder.OpenAsync());
    }

    [Fact]
    public async Task Open_AfterTheFirstIsClosed_Opens()
    {
        var heads = await _folder.FillAsync([2]);

        await using var second = await _folder.OpenAsync();

        await second.CheckAllAsync(heads[^1]);
    }

    [Fact]
    public async Task Open_LeftoverLockFile_Opens()
    {
        var heads = await _folder.FillAsync([2]);
        await File.WriteAllTextAsync(Path.Combine(_folder.Root, "lock"), "left", TestContext.Current.CancellationToken);

        await using var store = await _folder.OpenAsync();

        await store.CheckAllAsync(heads[^1]);
    }

    [Fact]
    public async Task Open_AfterAFailedOpening_IsNotLocked()
    {
        await File.WriteAllTextAsync(_folder.Journal, "a file where the folder should be", TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<IOException>(async () => await _folder.OpenAsync());
        File.Delete(_folder.Journal);

        await using var store = await _folder.OpenAsync();

        await store.AppendAsync(1);
    }

    [Fact]
    public async Task Open_ReadOnlyFolder_ReportsIt()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Nobody can make folders in /sys on Linux.");
        var options = new LiteDbStoreOptions { Folder = "/sys/ledger/education", Origin = StoreFolder.Origin };

        var refusal = await Record.ExceptionAsync(
            async () => await LiteDbLogStore.OpenAsync(options, new EventList(), TestContext.Current.CancellationToken));

        Assert.NotNull(refusal);
        Assert.True(refusal is IOException or UnauthorizedAccessException, refusal.ToString());
        Assert.Contains("/sys/ledger", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_LogOfAnotherOrigin_IsForeign()
    {
        await _folder.FillAsync([2]);
        var before = _folder.ReadJournal();

        await FaultAssert.ThrowsAsync(StoreFaults.Foreign, async () => await _folder.OpenAsync(origin: "ledger.localhost/health/log"));

        Assert.Equal(before, _folder.ReadJournal());
    }

    [Fact]
    public async Task Open_SegmentOfALaterVersion_IsTooNew()
    {
        await _folder.FillAsync([2]);
        Patch(8, [SegmentHeader.Current + 1, 0]);
        var before = _folder.ReadJournal();

        await FaultAssert.ThrowsAsync(StoreFaults.TooNew, async () => await _folder.OpenAsync());

        Assert.Equal(before, _folder.ReadJournal());
    }

    [Fact]
    public async Task Open_FrameOfALaterVersion_IsTooNew()
    {
        await _folder.FillAsync([2, 1]);
        _folder.DeleteDatabase();
        var start = _folder.FrameStarts(0)[1];
        var header = (await File.ReadAllBytesAsync(_folder.SegmentPath(0), TestContext.Current.CancellationToken))
            .AsSpan((int)start, FrameHeader.Bytes).ToArray();
        header[4] = SegmentHeader.Current + 1;
        BitConverter.TryWriteBytes(header.AsSpan(28), Crc32C.Compute(header.AsSpan(0, 28)));
        Patch(start, header);
        var before = _folder.ReadJournal();

        await FaultAssert.ThrowsAsync(StoreFaults.TooNew, async () => await _folder.OpenAsync());

        Assert.Equal(before, _folder.ReadJournal());
    }

    [Fact]
    public async Task Open_CatalogueWithoutJournal_IsDamaged()
    {
        await _folder.FillAsync([2]);
        File.Delete(_folder.SegmentPath(0));

        var damaged = await FaultAssert.ThrowsAsync(StoreFaults.Damaged, async () => await _folder.OpenAsync());

        Assert.Contains(_folder.SegmentPath(0), damaged.Detail, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.SegmentPath(0)));
    }

    [Theory, MemberData(nameof(BadOptions))]
    public async Task Open_OptionsOutOfRange_Throws(string origin, long segmentBytes)
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await _folder.OpenAsync(origin: origin, segmentBytes: segmentBytes));
    }

    [Fact]
    public async Task Open_CancelledWhileReading_ThrowsAndUnlocksTheFolder()
    {
        var heads = await _folder.FillAsync([2, 2]);
        _folder.DeleteDatabase();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var options = new LiteDbStoreOptions { Folder = _folder.Root, Origin = StoreFolder.Origin };

        await Assert.ThrowsAsync<OperationCanceledException>(
            async () => await LiteDbLogStore.OpenAsync(options, new EventList(), cancelled.Token));

        await using var store = await _folder.OpenAsync();
        await store.CheckAllAsync(heads[^1]);
    }

    public void Dispose() => _folder.Dispose();

    private void Patch(long offset, byte[] bytes)
    {
        using var file = new FileStream(_folder.SegmentPath(0), FileMode.Open);
        file.Position = offset;
        file.Write(bytes);
    }
}
