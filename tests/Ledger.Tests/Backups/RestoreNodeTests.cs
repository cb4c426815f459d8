using Ledger.Backups;
using Ledger.Departments;
using Ledger.Verify.Faults;
using Ledger.Verify.Notes;

namespace Ledger.Tests.Backups;

/// <summary>A restored directory is the one that was backed up, and each way in which it is refused.</summary>
public sealed class RestoreNodeTests : IAsyncLifetime
{
    private readonly DataDirectory _node = new();

    private string Backup => _node.Folder["backup"];

    private DataLayout Target => new(_node.Folder["restored"]);

    public async ValueTask InitializeAsync()
    {
        await _node.IssueAsync(2);
        new BackUpNode(DataDirectory.Stores, TimeProvider.System).Run(_node.Data, Backup, _ => { }, TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        _node.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Run_ABackup_HoldsTheSameLogAndNoHeadLock()
    {
        var restored = await RestoreAsync();

        Assert.Equal(2, Assert.Single(restored.Manifest.Logs).Size);
        Assert.Empty(restored.Added);
        Assert.Null(restored.Tokens);
        Assert.Equal(2, CheckTarget(restored));
        Assert.False(Directory.Exists(Target.HeadLocks)); // A node compares the log with the chain before it writes.
    }

    [Fact]
    public async Task Run_WithALongerPublicLog_AddsItsEntries()
    {
        await _node.IssueAsync(3);

        var restored = await RestoreAsync((_node.Department.PublicLog, _node.LogKey));

        Assert.Equal(3, restored.Added[_node.LogKey.Name]);
        Assert.Equal(5, CheckTarget(restored));
    }

    [Fact]
    public async Task Run_NoManifest_IsRefused()
    {
        File.Delete(Path.Combine(Backup, BackupManifest.FileName));

        await AssertRefusedAsync(RunFaults.NotABackup);
    }

    [Theory]
    [InlineData("{}", "LDG8552")]
    [InlineData("[]", "LDG8552")]
    [InlineData("""{"form":"ledger-backup/2"}""", "LDG8553")]
    [InlineData("""{"form":"ledger-backup/1","at":"2026-01-01T00:00:00Z","logs":[],"files":[{"path":"../x","length":1,"sha256":""}]}""", "LDG8552")]
    public async Task Run_AnotherManifest_IsRefused(string manifest, string code)
    {
        await File.WriteAllTextAsync(Path.Combine(Backup, BackupManifest.FileName), manifest, TestContext.Current.CancellationToken);

        Assert.Equal(code, (await Assert.ThrowsAsync<FaultException>(() => RestoreAsync())).Fault.Code);
        Assert.False(Directory.Exists(Target.Root));
    }

    [Fact]
    public async Task Run_AFileThatIsMissing_IsRefusedBeforeAnythingIsWritten()
    {
        File.Delete(new DataLayout(Backup).MasterKey);

        await AssertRefusedAsync(RunFaults.BackupDiffers);
        Assert.False(Directory.Exists(Target.Root));
    }

    [Fact]
    public async Task Run_AFileWithAnotherByte_IsRefused()
    {
        var bytes = await File.ReadAllBytesAsync(new DataLayout(Backup).MasterKey, TestContext.Current.CancellationToken);
        bytes[0] ^= 1;
        await File.WriteAllBytesAsync(new DataLayout(Backup).MasterKey, bytes, TestContext.Current.CancellationToken);

        await AssertRefusedAsync(RunFaults.BackupDiffers);
    }

    [Fact]
    public async Task Run_ATargetWithFiles_IsRefused()
    {
        Directory.CreateDirectory(Target.Keys);

        await AssertRefusedAsync(RunFaults.TargetNotEmpty);
    }

    [Fact]
    public async Task Run_TheKeyOfAnotherLog_IsRefused() =>
        await AssertRefusedAsync(RunFaults.OptionWrong, (_node.Department.PublicLog, new Ed25519NoteSigner("other/log", new byte[32]).Key));

    [Fact]
    public async Task Run_APublicLogWithoutACheckpoint_IsRefused() => await AssertRefusedAsync(RunFaults.NoLog, (_node.Folder["nowhere"], _node.LogKey));

    [Fact]
    public async Task Run_APublicLogThatIsDamaged_IsRefused()
    {
        await _node.IssueAsync(1);
        var tile = Directory.EnumerateFiles(Path.Combine(_node.Department.PublicLog, "tile", "entries"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Last();
        File.Delete(tile);

        await AssertRefusedAsync(RunFaults.LogUnusable, (_node.Department.PublicLog, _node.LogKey));
    }

    [Fact]
    public async Task Run_AnOperatorLogThatIsMissing_IsRefusedBeforeAnythingIsWritten()
    {
        var problem = await Assert.ThrowsAsync<FaultException>(() => RunAsync(Order() with { OperatorLog = _node.Folder["nowhere"] }));

        Assert.Equal(RunFaults.FileUnreadable.Code, problem.Fault.Code);
        Assert.False(Directory.Exists(Target.Root));
    }

    private long CheckTarget(RestoredNode restored)
    {
        var log = Assert.Single(restored.Manifest.Logs);
        return DataDirectory.Stores.Check(Target, log.Department, log.Origin, TestContext.Current.CancellationToken).Size;
    }

    private async Task AssertRefusedAsync(Fault expected, params (string Where, VerifierKey Key)[] replays) =>
        Assert.Equal(expected.Code, (await Assert.ThrowsAsync<FaultException>(() => RestoreAsync(replays))).Fault.Code);

    private Task<RestoredNode> RestoreAsync(params (string Where, VerifierKey Key)[] replays) => RunAsync(Order() with { Replays = replays });

    private RestoreOrder Order() => new() { Backup = Backup, Target = Target.Root, Caller = "local:clerk" };

    private Task<RestoredNode> RunAsync(RestoreOrder order) =>
        new RestoreNode(DataDirectory.Stores, _node, DataDirectory.Inputs, TimeProvider.System).RunAsync(order, _node, TestContext.Current.CancellationToken);
}
