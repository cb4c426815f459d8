using Ledger.Web.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Web.Tests.Running;

/// <summary>A node in this process, with the embedded chain or a configured chain, on its own port.</summary>
internal sealed class LedgerNode : TestNode
{
    private readonly NodeFactory _factory;

    private LedgerNode(NodeFactory factory, Uri address, string dataDirectory)
        : base(address, dataDirectory) => _factory = factory;

    public override string Output => _factory.Output.Text;

    /// <summary>
    /// Starts a node and waits until it is ready. It has no metrics, because <c>/metrics</c> collects from all nodes of a process, by the names of
    /// meters. A test that needs the metrics of a second node uses <see cref="NodeProcess"/>.
    /// </summary>
    /// <param name="dataDirectory">The data directory.</param>
    /// <param name="address">The address to listen on. By default a free port.</param>
    /// <param name="settings">More settings, with the names of environment variables such as <c>Ledger__SampleCity</c>.</param>
    public static Task<LedgerNode> StartAsync(string dataDirectory, Uri? address = null, params IEnumerable<(string Name, string Value)> settings) =>
        StartAsync(dataDirectory, address, settings, RemoveMetrics);

    /// <summary>Starts a node without metrics, with other services than those of the program.</summary>
    public static Task<LedgerNode> StartWithAsync(string dataDirectory, Action<IServiceCollection> configure, params IEnumerable<(string Name, string Value)> settings) =>
        StartAsync(dataDirectory, null, settings, services =>
        {
            RemoveMetrics(services);
            configure(services);
        });

    /// <summary>Starts the only node of this process with metrics.</summary>
    public static Task<LedgerNode> StartMeasuredAsync(string dataDirectory, params IEnumerable<(string Name, string Value)> settings) =>
        StartAsync(dataDirectory, null, settings, _ => { });

    /// <summary>A service of the running node.</summary>
    public T Get<T>()
        where T : notnull => _factory.Services.GetRequiredService<T>();

    /// <summary>Stops the node as Ctrl-C does. A second call does nothing.</summary>
    public Task StopAsync() => _factory.StopAsync();

    public override async ValueTask DisposeAsync()
    {
        await StopAsync();
        Http.Dispose();
    }

    private static void RemoveMetrics(IServiceCollection services) =>
        services.Remove(services.Single(service => service.ImplementationType == typeof(NodeMetrics)));

    private static async Task<LedgerNode> StartAsync(
        string dataDirectory, Uri? address, IEnumerable<(string Name, string Value)> settings, Action<IServiceCollection> configure)
    {
        address ??= NodeProcess.FreeAddress();
        var factory = new NodeFactory(
        [
            ("urls", address.GetLeftPart(UriPartial.Authority)), ("Ledger:DataDirectory", dataDirectory),
            .. settings.Select(setting => (setting.Name.Replace("__", ":", StringComparison.Ordinal), setting.Value)),
        ], configure);
        var node = new LedgerNode(factory, address, dataDirectory);
        try
        {
            await factory.StartAsync().WaitAsync(Patience);
            return node.Output.Contains("Ctrl-C", StringComparison.Ordinal)
                ? node
                : throw new InvalidOperationException("The node ended before it was ready:\n" + node.Output);
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }
}
