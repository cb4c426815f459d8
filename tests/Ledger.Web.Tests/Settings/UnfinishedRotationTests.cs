using Ledger.Departments;
using Ledger.Keys;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Settings;

/// <summary>Tests an interrupted rotation of a key while the chain is down. The node does not know which key is registered, so it signs nothing.</summary>
public sealed class UnfinishedRotationTests
{
    private const string Origin = "ledger.localhost/parks/log";

    [Fact]
    public async Task Start_UnfinishedRotationAndNoChain_IsRefusedUnlessItIsOfARecordKey()
    {
        using var folder = new TemporaryFolder();
        var data = Path.Combine(folder.Path, "data");
        await StartAndStopAsync(data); // Creates the keys.
        Assert.True(DepartmentId.TryParse("parks", out var parks));
        var layout = new DataLayout(data);
        var keys = new KeyFiles(layout.Keys, FileMasterKey.Open(layout.MasterKey));

        // The old record key is valid until the new one is in use.
        keys.StageRecordKey(parks).Dispose();
        await StartAndStopAsync(data);

        keys.StageLogKey(parks, Origin);
        var (exitCode, output) = await NodeProcess.RunToEndAsync(data, null, Settings());

        Assert.True(exitCode == 2 && output.Contains("LDG8021", StringComparison.Ordinal), output);
        Assert.Contains("密钥轮换未完成", output, StringComparison.Ordinal);
        Assert.Contains("The rotation of a key was interrupted", output, StringComparison.Ordinal);
        Assert.True(keys.IsStaged(parks, DepartmentKey.Log));
    }

    private static async Task StartAndStopAsync(string data)
    {
        await using var node = await NodeProcess.StartAsync(data, null, Settings());
        Assert.Equal(0, await node.StopAsync());
    }

    private static (string, string)[] Settings() =>
    [
        ("Ledger__Chain__Endpoints__0", NodeProcess.FreeAddress().ToString()), ("Ledger__Chain__Registry", "0x" + new string('e', 40)),
        ("Ledger__Chain__Finality", "instant"), ("Ledger__Departments__0__Id", "parks"), ("Ledger__Departments__0__NameZh", "市园林局"),
        ("Ledger__Departments__0__NameEn", "Parks Office"),
    ];
}
