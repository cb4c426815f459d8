using Ledger.Backups;
using Ledger.Departments;
using Ledger.Verify.Faults;

namespace Ledger.Tests.Backups;

/// <summary>A backup holds what the checkpoint covers, and leaves out a department that is damaged.</summary>
public sealed class BackUpNodeTests : IDisposable
{
    private readonly DataDirectory _node = new();

    public void Dispose() => _node.Dispose();

    [Fact]
    public async Task Run_ADataDirectory_BacksUpTheWholeLog()
    {
        await _node.IssueAsync(3);

        var manifest = BackUp();

        var log = Assert.Single(manifest.Logs);
        Assert.Equal((3, "ledger.localhost/education/log"), (log.Size, log.Origin));
        Assert.Empty(manifest.Missing);
        Assert.DoesNotContain(manifest.Files, file => file.Path.StartsWith("heads/", StringComparison.Ordinal)); // A restored head lock would lie.
        var read = await BackupManifest.ReadAsync(DataDirectory.Inputs, _node.Folder["backup"], TestContext.Current.CancellationToken);
        Assert.Equal(manifest.Files, read.Files);
    }

    [Fact]
    public void Run_NoDataDirectory_IsRefused() => AssertRefused(RunFaults.NotADataDirectory, () => BackUp());

    [Fact]
    public async Task Run_ATargetWithFiles_IsRefusedAndUnchanged()
    {
        await _node.IssueAsync(1);
        Directory.CreateDirectory(_node.Folder["backup"]);
        await File.WriteAllTextAsync(_node.Folder["backup/a"], "a", TestContext.Current.CancellationToken);

        AssertRefused(RunFaults.TargetNotEmpty, () => BackUp());

        Assert.Equal(["a"], Directory.EnumerateFileSystemEntries(_node.Folder["backup"]).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Run_ADamagedDepartment_IsLeftOutAndNamed()
    {
        await _node.IssueAsync(1);
        await File.WriteAllTextAsync(_node.Department.Checkpoint, "no checkpoint", TestContext.Current.CancellationToken);

        var manifest = BackUp();

        Assert.Empty(manifest.Logs);
        Assert.Equal(RunFaults.DataDamaged.Code, Assert.Single(manifest.Missing).Code);
        Assert.False(Directory.Exists(new DataLayout(_node.Folder["backup"]).Department(Assert.Single(manifest.Missing).Department).Root));
    }

    private BackupManifest BackUp() => new BackUpNode(DataDirectory.Stores, TimeProvider.System)
        .Run(_node.Data, _node.Folder["backup"], _ => { }, TestContext.Current.CancellationToken);

    private static void AssertRefused(Fault expected, Action call) => Assert.Equal(expected.Code, Assert.Throws<FaultException>(call).Fault.Code);
}
