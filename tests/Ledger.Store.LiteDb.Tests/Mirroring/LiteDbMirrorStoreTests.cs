using System.Diagnostics;
using Ledger.Mirroring;
using Ledger.Store.Contract;
using Ledger.Store.LiteDb.Mirroring;
using Ledger.Verify.Faults;

namespace Ledger.Store.LiteDb.Tests.Mirroring;

/// <summary>Runs the contract with LiteDB, and tests kills and damaged files.</summary>
public sealed class LiteDbMirrorStoreTests : MirrorStoreContract, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-mirror-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Database => Path.Combine(_folder, "mirror.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Open_AfterAKillAtAnyStep_HoldsCompleteSteps()
    {
        using var store = LiteDbMirrorStore.Open(Database);
        for (var number = 1; number <= 30; number++)
        {
            await store.AppendAsync([Statuses(number, 50)], Stamp(number), Cancel);

            using var killed = LiteDbMirrorStore.Open(Copy(number));
            Assert.Equal(Stamp(number), await killed.FindStampAsync(Cancel));
            Assert.Equal(number, (await ReadAsync(killed)).Count);
        }
    }

    [Fact]
    public async Task Open_KilledWhileWriting_HoldsThePreviousOrTheNewStep()
    {
        using (var store = LiteDbMirrorStore.Open(Database))
        {
            await store.AppendAsync([Statuses(1, 200)], Stamp(1), Cancel);
        }

        using var writing = LiteDbMirrorStore.Open(Database);
        await writing.FindStampAsync(Cancel);
        writing.Commit([Statuses(2, 200)], Stamp(2));
        var log = Path.Combine(_folder, "mirror-log.db");
        await WrittenAheadAsync(Stamp(2));
        Assert.True(File.Exists(log) && new FileInfo(log).Length > 0, "LiteDB writes ahead: otherwise this test cuts nothing.");
        for (var length = 0L; length <= new FileInfo(log).Length; length += 8192)
        {
            var copy = Copy((int)(1000 + (length / 8192)));
            using (var cut = File.OpenWrite(Path.Combine(Path.GetDirectoryName(copy)!, "mirror-log.db")))
            {
                cut.SetLength(length);
            }

            using var killed = LiteDbMirrorStore.Open(copy);
            var stamp = await killed.FindStampAsync(Cancel);
            Assert.Contains(stamp, new[] { Stamp(1), Stamp(2) });
            Assert.Equal(stamp!.Block.Number, (await ReadAsync(killed)).Count);
        }
    }

    [Fact]
    public async Task Open_ForeignFile_IsReportedAndCleared()
    {
        await File.WriteAllTextAsync(Database, new string('x', 100_000), Cancel);

        using var store = LiteDbMirrorStore.Open(Database);
        await FaultAssert.ThrowsAsync(StoreFaults.Damaged, async () => await store.FindStampAsync(Cancel));
        await store.ClearAsync(Cancel);

        Assert.Null(await store.FindStampAsync(Cancel));
        await store.AppendAsync([Statuses(1, 3)], Stamp(1), Cancel);
        Assert.Equal(Stamp(1), await store.FindStampAsync(Cancel));
    }

    [Fact]
    public async Task Read_AnyByteChanged_IsUnchangedOrDamaged()
    {
        using (var store = LiteDbMirrorStore.Open(Database))
        {
            await store.AppendAsync([.. Enumerable.Range(1, 20).Select(number => Statuses(number, 20))], Stamp(20), Cancel);
        }

        var bytes = await File.ReadAllBytesAsync(Database, Cancel);
        var whole = await TextOfAsync(Database);
        var damaged = 0;
        for (var i = 0; i < 150; i++)
        {
            var place = (int)((long)i * 7919 * 31 % bytes.Length);
            var changed = (byte[])bytes.Clone();
            changed[place] ^= 0x40;
            var path = Path.Combine(_folder, "changed.db");
            LiteDbMirrorStore.Delete(path);
            await File.WriteAllBytesAsync(path, changed, Cancel);
            try
            {
                var text = await TextOfAsync(path);
                Assert.True(text == whole || text == "empty", $"Byte {place} changed what is read.");
            }
            catch (FaultException problem) when (StoreFaults.IsDamage(problem.Fault))
            {
                damaged++;
            }
        }

        Assert.True(damaged > 20, $"{damaged} changes were noticed.");
    }

    [Fact]
    public async Task Read_AHundredThousandStatuses_ReturnsAll()
    {
        using (var store = LiteDbMirrorStore.Open(Database))
        {
            for (var number = 1; number <= 500; number += 50)
            {
                await store.AppendAsync([.. Enumerable.Range(number, 50).Select(one => Statuses(one, 200))], Stamp(number + 49), Cancel);
            }
        }

        var watch = Stopwatch.StartNew();
        using var opened = LiteDbMirrorStore.Open(Database);
        await opened.FindStampAsync(Cancel);
        var count = (await ReadAsync(opened)).Sum(block => block.Events.Length);

        TestContext.Current.SendDiagnosticMessage(
            $"{count} statuses read in {watch.ElapsedMilliseconds} ms from {new FileInfo(Database).Length / 1024} KiB");
        Assert.Equal(100_000, count);
    }

    protected override async Task WithStoreAsync(Func<IMirrorStore, Task> steps)
    {
        using var store = LiteDbMirrorStore.Open(Database);
        await steps(store);
    }

    private static async Task<string> TextOfAsync(string path)
    {
        using var store = LiteDbMirrorStore.Open(path);
        var stamp = await store.FindStampAsync(Cancel);
        return stamp is null ? "empty" : stamp + string.Join('\n', (await ReadAsync(store)).SelectMany(block => block.Events.Select(e => $"{block.Block} {e}")));
    }

    /// <summary>Waits until LiteDB's own thread has written the commits.</summary>
    private async Task WrittenAheadAsync(MirrorStamp stamp)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (var number = 5000; ; number++)
        {
            using var copy = LiteDbMirrorStore.Open(Copy(number));
            if (stamp.Equals(await copy.FindStampAsync(Cancel)))
            {
                return;
            }

            Assert.True(number < 8000, "LiteDB writes nothing.");
            await timer.WaitForNextTickAsync(Cancel);
        }
    }

    /// <summary>Copies the files as a killed process would leave them.</summary>
    private string Copy(int number)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, $"copy-{number}")).FullName;
        foreach (var file in Directory.EnumerateFiles(_folder, "mirror*"))
        {
            using var from = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var to = File.Create(Path.Combine(folder, Path.GetFileName(file)));
            from.CopyTo(to);
        }

        return Path.Combine(folder, "mirror.db");
    }
}
