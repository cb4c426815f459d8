using Ledger.Verify.Faults;

namespace Ledger.Auditing.Nodes;

/// <summary>The bundles of one department's records, without disclosures. Safe for use from any thread.</summary>
public interface IRecordBundles
{
    /// <summary>Requests the bundle of a record. Retries while the node says that it is temporarily unable to answer.</summary>
    /// <exception cref="FaultException">The node does not answer, or is still unable to after all retries.</exception>
    Task<BundleAnswer> FetchAsync(Guid record, CancellationToken cancellationToken);
}
