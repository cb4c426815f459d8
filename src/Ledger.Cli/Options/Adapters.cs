using Ledger.Auditing;
using Ledger.Cli.Logs;
using Ledger.Offline;
using Ledger.Store.LiteDb;
using Ledger.Verify.Notes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Cli.Options;

/// <summary>The adapters that commands give to use cases. Stateless.</summary>
internal static class Adapters
{
    /// <summary>The stores in a data directory.</summary>
    public static IOfflineStores Stores { get; } = new LiteDbOfflineStores(NullLoggerFactory.Instance);
}
