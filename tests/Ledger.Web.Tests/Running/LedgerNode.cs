using Ledger.Web.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Web.Tests.Running;

/// <summary>A node in this process, with the embedded chain or the chain of its settings, on a port of its own.</summary>
internal sealed class LedgerNode : TestNode
{
    private readonly NodeFactory _factory;

    private LedgerNode(NodeFactory factory, Uri address, string dataDirectory)
        : base(address, dataDirectory) => _factory = factory;

    public override string Output => _factory.Output.Text;

    /// <summary>
    /// Starts a node and waits until it says that it is ready. It measures nothing: <c>/metrics</c> collects by the names of meters, from every node
    /// of a process. A test of a second node's metrics uses <see cref="NodeProcess"/>.
    /// </summary>
    /// <param name="dataDirectory">Where its state lies.</param>
    /// <param name="address">Where it listens; on a free port without it.</param>
    /// <param name="settings">More settings, named as environment variables such as <c>Ledger__SampleCity</c>.</param>
    public static Task<LedgerNode> StartAsync(string dataDirectory, Uri? address = null, params IEnumerable<(string Name, string Value)> settings) =>
        StartAsync(dataDirectory, address, settings, services => services.Remove(services.Single(service => service.ImplementationType == typeof(NodeMetrics))));

    /// <summary>Starts the one node of this process that measures.</summary>
    public static Task<LedgerNode> StartMeasuredAsync(string dataDirectory, params IEnumerable<(string Name, string Value)> settings) =>
        StartAsync(dataDirectory, null, settings, _ => { });

    /// <summary>Stops the node as Ctrl-C does. May be called again.</summary>
    public Task StopAsync() => _factory.StopAsync();

    public override async ValueTask DisposeAsync()
    {
        await StopAsync();
        Http.Dispose();
    }

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
