using Ledger.Departments;
using Ledger.Keys;
using Ledger.Offline;
using Ledger.Tests.Files;
using Ledger.Verify.Faults;

namespace Ledger.Tests.Offline;

/// <summary>Where the master key comes from, and the lock of a data directory.</summary>
public sealed class NodeMasterKeyTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_ASetting_WinsOverTheFile()
    {
        Directory.CreateDirectory(Layout.Keys);
        var file = FileMasterKey.Open(Layout.MasterKey);
        var setting = Convert.ToBase64String(new byte[32]);

        Assert.Equal(FileMasterKey.FromBase64(setting).Derive("a"), NodeMasterKey.Open(Layout, setting).Derive("a"));
        Assert.Equal(file.Derive("a"), NodeMasterKey.Open(Layout, "").Derive("a"));
    }

    [Fact]
    public void Open_Neither_IsRefusedAndMakesNoKey()
    {
        var problem = Assert.Throws<FaultException>(() => NodeMasterKey.Open(Layout, null));

        Assert.Equal(GovernanceFaults.KeyUnusable.Code, problem.Fault.Code);
        Assert.False(File.Exists(Layout.MasterKey));
    }

    [Fact]
    public void Take_NoDirectory_IsRefused() =>
        Assert.Equal(RunFaults.NotADataDirectory.Code, Assert.Throws<FaultException>(() => NodeHold.Take(_folder["nowhere"])).Fault.Code);

    [Fact]
    public void Take_Twice_IsRefusedUntilTheFirstEnds()
    {
        using (NodeHold.Take(_folder.Root))
        {
            Assert.Equal(RunFaults.DirectoryInUse.Code, Assert.Throws<FaultException>(() => NodeHold.Take(_folder.Root)).Fault.Code);
        }

        NodeHold.Take(_folder.Root).Dispose();
    }

    private DataLayout Layout => new(_folder.Root);
}
