using Ledger.Log;
using Ledger.Store.Contract;
using Ledger.Verify.Faults;

namespace Ledger.Tests.Log;

/// <summary>A log folder is replaced by an old backup or another history. The head lock detects this, and nothing is written.</summary>
public sealed class RestoredLogTests : IDisposable
{
    private readonly LogFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    public async Task Open_OldBackupInItsPlace_IsRefusedAndChangesNothing(int backedUp)
    {
        await _folder.FillAsync(backedUp);
        using var backup = _folder.Copy();
        await AppendAsync(_folder, backedUp, 2);
        Replace(backup);
        var before = ReadAll();

        var refusal = await FaultAssert.ThrowsAsync(StoreFaults.Behind, () => _folder.OpenAsync());

        Assert.Contains($"holds {backedUp + 2} entries, and the log has {backedUp}", refusal.Detail, StringComparison.Ordinal);
        Assert.Equal(before, ReadAll());
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(2, 3)]
    public async Task Open_AnotherHistoryInItsPlace_IsRefusedAndChangesNothing(int shown, int other)
    {
        await _folder.FillAsync(shown);
        using var another = new LogFolder();
        await AppendAsync(another, 100, other);
        Replace(another);
        var before = ReadAll();

        await FaultAssert.ThrowsAsync(StoreFaults.TwoHistories, () => _folder.OpenAsync());

        Assert.Equal(before, ReadAll());
    }

    [Fact]
    public async Task Open_AfterACrashBetweenCommitAndLock_Continues()
    {
        var acknowledged = await _folder.FillAsync(3);
        var held = await File.ReadAllBytesAsync(_folder.HeadLock, Cancel);
        acknowledged.AddRange(await AppendAsync(_folder, 3, 2));
        await File.WriteAllBytesAsync(_folder.HeadLock, held, Cancel);

        await using var log = await _folder.OpenAsync(2);

        await log.CheckAllAsync(acknowledged);
        Assert.All(await log.AppendAsync(5, 2), outcome => Assert.Null(outcome.Refusal));
    }

    [Fact]
    public async Task Append_LockLost_IsRefusedUntilTheHeadIsConfirmed()
    {
        var acknowledged = await _folder.FillAsync(3);
        File.Delete(_folder.HeadLock);
        await using var log = await _folder.OpenAsync(2);
        var refused = await log.AppendAsync(3, 2);

        await log.Log.ConfirmHeadAsync(TestContext.Current.CancellationToken);

        Assert.All(refused, outcome => Assert.Equal(LogFaults.HeadUnconfirmed, outcome.Refusal?.Fault));
        Assert.All(await log.AppendAsync(3, 2), outcome => Assert.Null(outcome.Refusal));
        await log.CheckAllAsync(acknowledged);
    }

    [Fact]
    public async Task Open_LockLostAndNotConfirmed_StaysUnconfirmedAfterReopening()
    {
        await _folder.FillAsync(3);
        File.Delete(_folder.HeadLock);
        await (await _folder.OpenAsync()).DisposeAsync();

        await using var log = await _folder.OpenAsync();

        Assert.Equal(LogFaults.HeadUnconfirmed, log.Sequencer.State.Fault);
    }

    [Fact]
    public async Task ConfirmHead_OfAWriterThatStoppedForAnotherReason_ChangesNothing()
    {
        await _folder.FillAsync(3);
        File.Delete(_folder.HeadLock);
        await using var log = await _folder.OpenAsync();
        log.Sequencer.State.Stop(LogFaults.Frozen);

        await log.Log.ConfirmHeadAsync(TestContext.Current.CancellationToken);

        Assert.Equal(LogFaults.Frozen, log.Sequencer.State.Fault);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<IEnumerable<Appended>> AppendAsync(LogFolder folder, int first, int count)
    {
        await using var log = await folder.OpenAsync(count);
        return [.. (await log.AppendAsync(first, count)).Select(outcome => outcome.Required)];
    }

    /// <summary>Replaces everything except the lock with the contents of another folder.</summary>
    private void Replace(LogFolder from)
    {
        var held = File.ReadAllBytes(_folder.HeadLock);
        Directory.Delete(_folder.Root, recursive: true);
        using var copy = from.Copy();
        Directory.Move(copy.Root, _folder.Root);
        Directory.CreateDirectory(copy.Root);
        File.WriteAllBytes(_folder.HeadLock, held);
    }

    // LiteDB's file is derived data, which opening may change.
    private Dictionary<string, byte[]> ReadAll() => Directory.EnumerateFiles(_folder.Root, "*", SearchOption.AllDirectories)
        .Where(path => Path.GetFileName(path) != "lock" && Path.GetExtension(path) != ".db")
        .ToDictionary(path => path, File.ReadAllBytes);
}
