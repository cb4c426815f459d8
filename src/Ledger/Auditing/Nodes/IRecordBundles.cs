using Ledger.Faults;

namespace Ledger.Auditing.Nodes;

/// <summary>The bundles of one department's records, without disclosures. Safe for use from many threads.</summary>
public interface IRecordBundles
{
    /// <summary>Asks the node for the bundle of a record, and retries while the node says that it cannot answer now.</summary>
    /// <exception cref="CouldNotRunException">The node does not answer, or still cannot.</exception>
    Task<BundleAnswer> FetchAsync(Guid record, CancellationToken cancellationToken);
}
