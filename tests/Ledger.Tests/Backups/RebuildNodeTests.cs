using Ledger.Backups;
using Ledger.Offline;
using Ledger.Verify.Faults;

namespace Ledger.Tests.Backups;

/// <summary>What can be derived from a log is written again; a department that fails does not stop the others.</summary>
public sealed class RebuildNodeTests : IDisposable
{
    private readonly DataDirectory _node = new();

    public void Dispose() => _node.Dispose();

    [Fact]
    public async Task Run_ATileThatIsMissing_IsWrittenAgain()
    {
        await _node.IssueAsync(2);
        var tiles = Directory.EnumerateFiles(Path.Combine(_node.Department.PublicLog, "tile"), "*", SearchOption.AllDirectories).ToDictionary(path => path, File.ReadAllBytes);
        foreach (var path in tiles.Keys)
        {
            File.Delete(path);
        }

        var result = Assert.Single(await RebuildAsync());

        Assert.Null(result.Problem);
        Assert.Equal(2, result.Rebuilt?.Entries);
        Assert.InRange(result.Rebuilt?.Written ?? 0, 1, int.MaxValue);
        Assert.All(Directory.EnumerateFiles(Path.Combine(_node.Department.PublicLog, "tile"), "*", SearchOption.AllDirectories), path =>
            Assert.Equal(tiles[path], File.ReadAllBytes(path)));
    }

    [Fact]
    public async Task Run_ADepartmentWithoutALog_IsLeftOut()
    {
        await _node.IssueAsync(1);
        Directory.CreateDirectory(Path.Combine(_node.Data.Departments, "health"));

        Assert.Single(await RebuildAsync());
    }

    [Fact]
    public async Task Run_ADamagedLog_IsReported()
    {
        await _node.IssueAsync(1);
        var segment = Directory.EnumerateFiles(Path.Combine(_node.Department.Root, "journal")).First();
        var bytes = await File.ReadAllBytesAsync(segment, TestContext.Current.CancellationToken);
        bytes[0] ^= 1;
        await File.WriteAllBytesAsync(segment, bytes, TestContext.Current.CancellationToken);

        Assert.Equal(RunFaults.DataDamaged.Code, Assert.Single(await RebuildAsync()).Problem?.Fault.Code);
    }

    [Fact]
    public async Task Run_NoDataDirectory_IsRefused() =>
        Assert.Equal(RunFaults.NotADataDirectory.Code, (await Assert.ThrowsAsync<FaultException>(RebuildAsync)).Fault.Code);

    [Fact]
    public async Task Run_ADirectoryThatANodeUses_IsRefused()
    {
        await _node.IssueAsync(1);
        using var hold = NodeHold.Take(_node.Data.Root);

        Assert.Equal(RunFaults.DirectoryInUse.Code, (await Assert.ThrowsAsync<FaultException>(RebuildAsync)).Fault.Code);
    }

    private Task<IReadOnlyList<RebuiltDepartment>> RebuildAsync() =>
        new RebuildNode(DataDirectory.Stores).RunAsync(_node.Data, _node, TestContext.Current.CancellationToken);
}
