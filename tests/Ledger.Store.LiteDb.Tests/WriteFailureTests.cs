using Ledger.Log;
using Ledger.Store.Contract;
using Ledger.Store.LiteDb.Files;
using Ledger.Verify.Faults;

namespace Ledger.Store.LiteDb.Tests;

/// <summary>
/// The disk fails once, at every call in turn: opening a file, writing, flushing, cutting. Acknowledged entries survive. The batch in doubt is
/// complete or absent. The log continues.
/// </summary>
public sealed class WriteFailureTests : IDisposable
{
    // Two batches fill a segment, so the work below starts a second and a third segment.
    private const int SegmentBytes = 4096;
    private const int PayloadLength = 1200;
    private const int BatchCount = 5;

    private readonly StoreFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Done, bool> Failures => new()
    {
        { Done.Nothing, false }, { Done.Half, false }, { Done.All, false },
        { Done.Nothing, true }, { Done.Half, true }, { Done.All, true },
    };

    [Theory, MemberData(nameof(Failures))]
    public async Task Call_Fails_LosesNothingAcknowledged(Done done, bool isKilled)
    {
        var failAt = 0;
        for (var hasFailed = true; hasFailed; failAt++)
        {
            using var folder = new StoreFolder();
            hasFailed = await WorkAsync(folder, new FailingDisk(failAt, done), isKilled);
        }

        Assert.True(failAt > 15, $"Only {failAt} calls were tried.");
    }

    [Theory, MemberData(nameof(Failures))]
    public async Task CallOfACutAfterACrash_Fails_LosesNothingAcknowledged(Done done, bool isKilled)
    {
        await _folder.FillAsync([1, 1], SegmentBytes, PayloadLength);
        _folder.DeleteDatabase();
        using (var file = new FileStream(_folder.SegmentPath(0), FileMode.Open))
        {
            file.SetLength(file.Length - 100);
        }

        var failAt = 0;
        for (var hasFailed = true; hasFailed; failAt++)
        {
            using var folder = _folder.Copy();
            hasFailed = await WorkAsync(folder, new FailingDisk(failAt, done), isKilled);
        }

        Assert.True(failAt > 10, $"Only {failAt} calls were tried.");
    }

    [Fact]
    public async Task TryCommit_AfterAFailure_IsRefusedUntilReopened()
    {
        // Calls 0 to 2 start the segment, 3 opens it; 4 and 5 are the first batch.
        await using var store = await _folder.OpenAsync(new FailingDisk(5, Done.Nothing).Open);
        var batch = Batches.After(LogHead.Empty, 1);
        await Assert.ThrowsAsync<IOException>(async () => await store.TryCommitAsync(batch, Cancel));

        var refusal = await FaultAssert.ThrowsAsync(LogFaults.WriterStopped, async () => await store.TryCommitAsync(batch, Cancel));

        Assert.IsType<IOException>(refusal.InnerException);
        Assert.Equal(LogHead.Empty, await store.ReadHeadAsync(Cancel));
        Assert.Null(await store.FindAsync(0, Cancel));
    }

    [Fact]
    public async Task TryCommit_DiskFull_ReportsItAndChangesNothing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/dev/full is a full disk on Linux.");
        var heads = await _folder.FillAsync([2]);
        await using (var store = await _folder.OpenAsync((_, _) => DiskFile.Open("/dev/full", create: false)))
        {
            await Assert.ThrowsAsync<IOException>(async () => await store.AppendAsync(1));

            Assert.Equal(heads[0], await store.ReadHeadAsync(Cancel));
        }

        await using var again = await _folder.OpenAsync();
        await again.CheckAllAsync(heads[0]);
    }

    [Fact]
    public async Task TryCommit_AfterTheStoreIsClosed_Throws()
    {
        var store = await _folder.OpenAsync();
        await store.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.TryCommitAsync(Batches.After(LogHead.Empty, 1), Cancel));
    }

    [Fact]
    public async Task Dispose_Twice_DoesNothing()
    {
        var store = await _folder.OpenAsync();
        await store.DisposeAsync();

        Assert.Null(await Record.ExceptionAsync(async () => await store.DisposeAsync()));
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<bool> WorkAsync(StoreFolder folder, FailingDisk disk, bool isKilled)
    {
        var heads = new List<LogHead> { LogHead.Empty };
        while (heads.Count <= BatchCount)
        {
            heads.Add(Batches.After(heads[^1], 1, PayloadLength).After);
        }

        var (acknowledged, copy) = await UntilFailureAsync(folder, disk, isKilled);
        using var left = copy;
        await using var store = await (copy ?? folder).OpenAsync(segmentBytes: SegmentBytes);
        var head = await store.ReadHeadAsync(Cancel);
        Assert.InRange(head.Size, acknowledged, disk.HasFailed ? acknowledged + 1 : acknowledged);
        await store.CheckAllAsync(heads[(int)head.Size], PayloadLength);
        while (head.Size < BatchCount)
        {
            head = await store.AppendAsync(1, PayloadLength);
        }

        await store.CheckAllAsync(heads[BatchCount], PayloadLength);
        return disk.HasFailed;
    }

    private static async Task<(long Acknowledged, StoreFolder? Copy)> UntilFailureAsync(StoreFolder folder, FailingDisk disk, bool isKilled)
    {
        var acknowledged = 0L;
        LiteDbLogStore? store = null;
        try
        {
            store = await folder.OpenAsync(disk.Open, SegmentBytes);
            acknowledged = (await store.ReadHeadAsync(Cancel)).Size;
            while (acknowledged < BatchCount)
            {
                acknowledged = (await store.AppendAsync(1, PayloadLength)).Size;
            }
        }
        catch (IOException) when (disk.HasFailed)
        {
            // What the test is about.
        }

        var copy = isKilled ? folder.Copy() : null;
        await (store?.DisposeAsync() ?? ValueTask.CompletedTask);
        return (acknowledged, copy);
    }
}
