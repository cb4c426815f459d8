using Ledger.Backups;
using Ledger.Departments;
using Ledger.Hosting;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Offline;
using Ledger.Store.Contract;
using Ledger.Store.LiteDb;
using Ledger.Tests.Backups;
using Ledger.Tests.Departments;
using Ledger.Tests.Files;
using Ledger.Verify.Faults;
using Ledger.Verify.Notes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Tests.Erasing;

/// <summary>Backups and erasures: one runs during the other, and a backup from before an erasure is restored after it.</summary>
public sealed class ErasureBackupTests : IDisposable
{
    private static readonly DepartmentId Id = TestDepartments.Id("education");

    private readonly TempFolder _folder = new();
    private readonly DataDirectory _files = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Data => _folder["data"];

    private string Erased => new DataLayout(Data).Erased(Id);

    public void Dispose()
    {
        _files.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(false)] // Between the copy of the journal and that of the keys.
    [InlineData(true)] // After both.
    public async Task Erase_WhileABackupRuns_LeavesABackupThatIsWholeAndErasedWithTheList(bool afterKeys)
    {
        long erasedEntry;
        await using (var bench = await ErasureBench.OpenAsync(Data))
        {
            erasedEntry = (await bench.IssueAsync(Pupil.Ann, 1)).Index;
            await bench.IssueAsync(Pupil.Ben, 1);
            async Task EraseAsync() => await bench.EraseAsync(Pupil.Ann);
            var stores = new InterruptedStores(new LiteDbOfflineStores(NullLoggerFactory.Instance), afterKeys ? () => Task.CompletedTask : EraseAsync);
            new BackUpNode(stores, bench.Clock).Run(new DataLayout(Data), _folder["backup"], _ => { }, Cancel);
            if (afterKeys)
            {
                await EraseAsync();
            }
        }

        await RestoreAsync("plain", []);
        await using (var plain = await ErasureBench.OpenAsync(_folder["plain"]))
        {
            Assert.Equal(afterKeys, await IsReadableAsync(plain, erasedEntry));
        }

        await RestoreAsync("listed", [Erased]);
        await using var listed = await ErasureBench.OpenAsync(_folder["listed"]);
        Assert.False(await IsReadableAsync(listed, erasedEntry));
        Assert.True(await IsReadableAsync(listed, erasedEntry + 1));
        Assert.Null(await listed.FindAsync(Pupil.Ann));
    }

    [Fact]
    public async Task Restore_ReplayWithErasuresThatNoListNames_IsRefusedAndRestoresNothingReadable()
    {
        var (ann, key) = await BackUpThenEraseAsync();

        await FaultAssert.ThrowsAsync(RunFaults.ErasuresUnlisted, () => RestoreAsync("refused", [], key));

        await RestoreAsync("listed", [Erased], key);
        await using (var listed = await ErasureBench.OpenAsync(_folder["listed"]))
        {
            Assert.False(await IsReadableAsync(listed, ann.Index));
            Assert.NotNull(await listed.Department.Erasures.FindAsync(ann.Subject, Cancel)); // The certificate, without its content.
        }

        await RestoreAsync("forgotten", [], key, forgets: true);
        await using var forgotten = await ErasureBench.OpenAsync(_folder["forgotten"]);
        Assert.True(await IsReadableAsync(forgotten, ann.Index));
    }

    [Fact]
    public async Task Start_HeadLocksOfTheLostDirectoryInPlace_ErasesAgainBeforeTheFirstRead()
    {
        var (ann, _) = await BackUpThenEraseAsync();
        await RestoreAsync("same", []);
        Directory.CreateDirectory(new DataLayout(_folder["same"]).HeadLocks);
        File.Copy(Erased, new DataLayout(_folder["same"]).Erased(Id)); // The folder of the head locks was on another disk.

        await using var bench = await ErasureBench.OpenAsync(_folder["same"]);

        Assert.False(await IsReadableAsync(bench, ann.Index));
    }

    [Fact]
    public async Task Restore_ListThatIsOfNoDepartment_IsRefused()
    {
        await BackUpThenEraseAsync();
        File.Copy(Erased, _folder["other.erased"]);

        await FaultAssert.ThrowsAsync(RunFaults.FileMalformed, () => RestoreAsync("refused", [_folder["other.erased"]]));
    }

    private static async Task<bool> IsReadableAsync(ErasureBench bench, long index)
    {
        var entry = (await bench.Department.Store.FindAsync(index, Cancel))!;
        var opened = await bench.Department.Opener.OpenAsync(entry, Cancel);
        Assert.True(opened.Refusal is null || opened.Refusal.Fault == SealingFaults.SubjectErased);
        return opened.Refusal is null;
    }

    private async Task<(StoredEntry Ann, VerifierKey Key)> BackUpThenEraseAsync()
    {
        await using var bench = await ErasureBench.OpenAsync(Data);
        var ann = await bench.IssueAsync(Pupil.Ann, 1);
        new BackUpNode(new LiteDbOfflineStores(NullLoggerFactory.Instance), bench.Clock).Run(new DataLayout(Data), _folder["backup"], _ => { }, Cancel);
        await bench.EraseAsync(Pupil.Ann);
        return (ann, bench.Department.Log.Key);
    }

    private async Task RestoreAsync(string to, IReadOnlyList<string> erased, VerifierKey? replayed = null, bool forgets = false)
    {
        var order = new RestoreOrder
        {
            Backup = _folder["backup"],
            Target = _folder[to],
            Replays = replayed is null ? [] : [(new DataLayout(Data).Department(Id).PublicLog, replayed)],
            Erased = erased,
            ForgetsErasures = forgets,
            Caller = "local:test",
        };
        await new RestoreNode(new LiteDbOfflineStores(NullLoggerFactory.Instance), _files, DataDirectory.Inputs, TimeProvider.System)
            .RunAsync(order, _files, Cancel);
    }

    /// <summary>Real stores, with something that happens right after a journal was copied.</summary>
    private sealed class InterruptedStores(LiteDbOfflineStores stores, Func<Task> afterJournal) : IOfflineStores
    {
        public bool HasLog(DataLayout data, DepartmentId department) => stores.HasLog(data, department);

        public string? FindOrigin(DataLayout data, DepartmentId department) => stores.FindOrigin(data, department);

        public void Copy(DataLayout data, DepartmentId department, Checkpoint checkpoint, DataLayout target, CancellationToken cancellationToken)
        {
            stores.Copy(data, department, checkpoint, target, cancellationToken);
            afterJournal().GetAwaiter().GetResult();
        }

        public LogHead Check(DataLayout data, DepartmentId department, string origin, CancellationToken cancellationToken) => stores.Check(data, department, origin, cancellationToken);

        public ValueTask<IDepartmentStore> OpenAsync(DataLayout data, DepartmentId department, string origin, bool rebuildsCatalogue, CancellationToken cancellationToken) =>
            stores.OpenAsync(data, department, origin, rebuildsCatalogue, cancellationToken);

        public ITileStore OpenTiles(DataLayout data, DepartmentId department) => stores.OpenTiles(data, department);

        public IDepartmentStores GetStores(DataLayout data, IMasterKey master) => stores.GetStores(data, master);

        public void DeleteMirror(DataLayout data) => stores.DeleteMirror(data);
    }
}
