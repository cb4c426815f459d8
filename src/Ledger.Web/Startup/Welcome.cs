using Ledger.Ethereum.Settings;
using Ledger.Hosting;
using Ledger.Web.Data;
using Ledger.Web.Embedded;
using Ledger.Web.Settings;

namespace Ledger.Web.Startup;

/// <summary>
/// When the node answers: imports the sample city into a new demonstration, then shows a person where to look, and one line to try.
/// </summary>
internal sealed class Welcome(
    SampleCityImport city, HostedDepartments departments, DataDirectory data, IChainOptionsProvider chain, ListenAddresses addresses, NodeSettings settings)
    : IHostedLifecycleService
{
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (settings is { IsEmbedded: true, SampleCity: true })
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
        Console.Out.WriteLine();
        Console.Out.WriteLine("Ledger is ready.  已就绪。");
        Console.Out.WriteLine($"  API docs   接口说明   {root}/docs");
        Console.Out.WriteLine($"  Health     运行状况   {root}/health/ready");
        Console.Out.WriteLine($"  Data       数据目录   {data.Root}");
        foreach (var department in departments.All)
        {
            Console.Out.WriteLine($"  {department.Profile.Id,-14} {department.Log.Publisher.Published.Head.Size,6} entries 条   {root}/{department.Profile.Id}/log/checkpoint");
        }

        foreach (var down in departments.Down)
        {
            var fault = down.Fault;
            Console.Out.WriteLine($"  {down.Profile.Id,-14} down 未开放   {fault.Code}: {fault.Title.En} {down.Detail} {fault.Action.En} {fault.Title.Zh}{fault.Action.Zh}");
        }

        if (File.Exists(data.Example))
        {
            SayExample();
        }

        Console.Out.WriteLine("  Ctrl-C stops it.  按 Ctrl-C 停止。");
        Console.Out.WriteLine();
    }

    private void SayExample()
    {
        var options = chain.Read();
        Console.Out.WriteLine($"  Tokens     令牌       {data.DemoTokens}");
        Console.Out.WriteLine("  Verify a record against the chain alone  仅凭链核验一条记录：");
        Console.Out.WriteLine(
            $"    dotnet run --project src/Ledger.Cli -- verify {data.Example} --rpc {options.Endpoints[0]} --registry {options.Registry}");
    }
}
