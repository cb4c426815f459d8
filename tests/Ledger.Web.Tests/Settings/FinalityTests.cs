using Ledger.Chain.Tests.Besu;
using Ledger.Verify.Faults;
using Ledger.Web.Tests.Endpoints;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Settings;

/// <summary>Tests a finality mode that does not fit the chain, here Besu with QBFT. The node does not start, and no command gives a verdict.</summary>
public sealed class FinalityTests(RunningNode shared) : IAsyncLifetime
{
    private BesuStandIn? _besu;

    private Uri Rpc => _besu?.Address ?? throw new InvalidOperationException("The stand-in was not started.");

    public async ValueTask InitializeAsync() => _besu = await BesuStandIn.StartAsync(await shared.AnvilAsync(), new BesuOptions());

    [Fact]
    public async Task Start_FinalizedOnQbft_IsRefusedWithTheRightSetting()
    {
        using var folder = new TemporaryFolder();
        await using var app = Program.Build(await Program.CreateBuilderAsync(
        [
            "--urls=http://127.0.0.1:0", $"--Ledger:DataDirectory={Path.Combine(folder.Path, "data")}", $"--Ledger:Chain:Endpoints:0={Rpc}",
            "--Ledger:Chain:Registry=0x00000000000000000000000000000000000000aa", "--Ledger:Chain:Finality=finalized",
            "--Ledger:Departments:0:Id=health", "--Ledger:Departments:0:NameZh=卫健委", "--Ledger:Departments:0:NameEn=Health",
        ]));

        var refused = await Assert.ThrowsAsync<FaultException>(() => app.StartAsync(TestContext.Current.CancellationToken));

        Assert.Equal("LDG8013", refused.Fault.Code);
        Assert.Contains("Ledger:Chain:Finality is finalized", refused.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task VerifyCommand_FinalizedOnQbft_IsRefusedWithTheRightOption()
    {
        var bundle = Path.Combine(ApiDocument.FindSources(), "tests", "vectors", "cases", "verify", "good.ledger.json");

        var run = await CliRun.RunAsync(
            "verify", bundle, "--rpc", Rpc.ToString(), "--registry", "0x00000000000000000000000000000000000000aa", "--finality", "finalized");

        Assert.True(run.ExitCode == 2, run.ToString());
        Assert.Contains("LDG4009", run.ToString(), StringComparison.Ordinal);
        Assert.Contains("Use instant on QBFT", run.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MigrateCommand_FinalizedOnQbft_IsRefusedWithTheRightOption()
    {
        using var folder = new TemporaryFolder();
        var data = Directory.CreateDirectory(Path.Combine(folder.Path, "data")).FullName;

        var run = await CliRun.RunAsync(
            "chain", "migrate", "--data", data, "--from-rpc", Rpc.ToString(), "--from-registry", "0x00000000000000000000000000000000000000aa",
            "--to-addresses", Path.Combine(folder.Path, "next.json"));

        Assert.True(run.ExitCode == 2, run.ToString());
        Assert.Contains("LDG4009", run.ToString(), StringComparison.Ordinal);
        Assert.Contains("Use instant on QBFT", run.ToString(), StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        if (_besu is not null)
        {
            await _besu.DisposeAsync();
        }
    }
}
