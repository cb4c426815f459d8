using Ledger.Ethereum.Settings;
using Ledger.Hosting;
using Ledger.Web.Data;
using Ledger.Web.Embedded;
using Ledger.Web.Settings;
using Ledger.Web.Terminal;
using Microsoft.Extensions.Options;

namespace Ledger.Web.Startup;

/// <summary>
/// Runs when the node has started. Imports the sample city into a new demonstration, then prints the node's addresses and a command to try.
/// </summary>
internal sealed class Welcome(
    SampleCityImport city, HostedDepartments departments, DataDirectory data, IChainOptionsProvider chain, ListenAddresses addresses, IOptions<ChainOptions> settings,
    IOptions<DemonstrationOptions> demonstration, IStartUpOutput output) : IHostedLifecycleService
{
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (settings.Value.IsEmbedded && demonstration.Value.SampleCity)
        {
            await city.ImportAsync(cancellationToken);
        }

        Say();
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Say()
    {
        var root = addresses.First.GetLeftPart(UriPartial.Authority);
        output.WriteLine("");
        output.WriteLine("Ledger is ready.  已就绪。");
        output.WriteLine($"  Pages      网页       {PagesAddress(addresses.First)}");
        output.WriteLine($"  API docs   接口说明   {root}/docs");
        output.WriteLine($"  Health     运行状况   {root}/health/ready");
        output.WriteLine($"  Data       数据目录   {data.Root}");
        foreach (var department in departments.All)
        {
            output.WriteLine($"  {department.Profile.Id,-14} {department.Log.Publisher.Published.Head.Size,6} entries 条   {root}/{department.Profile.Id}/log/checkpoint");
        }

        foreach (var down in departments.Down)
        {
            var fault = down.Fault;
            output.WriteLine($"  {down.Profile.Id,-14} down 未开放   {fault.Code}: {fault.Title.En} {down.Detail} {fault.Action.En} {fault.Title.Zh}{fault.Action.Zh}");
        }

        if (File.Exists(data.Example))
        {
            SayExample();
        }

        output.WriteLine("  Ctrl-C stops it.  按 Ctrl-C 停止。");
        output.WriteLine("");
    }

    // A name and not an IP address, because passkeys need one.
    private static string PagesAddress(Uri first) => first.Host == "127.0.0.1" ? $"{first.Scheme}://localhost:{first.Port}/" : first.GetLeftPart(UriPartial.Authority) + "/";

    private void SayExample()
    {
        var options = chain.Read();
        output.WriteLine($"  Tokens     令牌       {data.DemoTokens}");
        output.WriteLine("  Verify a record against the chain alone  仅凭链核验一条记录：");
        output.WriteLine(
            $"    dotnet run --project src/Ledger.Cli -- verify {data.Example} --rpc {options.Endpoints[0]} --registry {options.Registry}");
    }
}
