using Ledger.Nodes;
using Ledger.Offline;
using Ledger.Store.LiteDb;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Cli.Options;

/// <summary>The adapters that commands pass to use cases. Immutable.</summary>
internal static class Adapters
{
    /// <summary>The stores in a data directory.</summary>
    public static IOfflineStores Stores { get; } = new LiteDbOfflineStores(NullLoggerFactory.Instance);

    /// <summary>The clients of nodes.</summary>
    public static NodeClients Nodes { get; } = new ServiceCollection().AddNodes().BuildServiceProvider().GetRequiredService<NodeClients>();
}
