using System.Collections.Immutable;
using Ledger.Verify.EvidenceFiles;
using Ledger.Verify.Faults;

namespace Ledger.UseCases;

/// <summary>Reads one record from a node. No answer of the node is trusted.</summary>
public interface IRecordNode
{
    /// <summary>Fetches the bundle of a record.</summary>
    /// <param name="record">The record's id.</param>
    /// <param name="department">The department. Null to ask every department with a token.</param>
    /// <param name="purpose">Why the claims are needed. Null for a bundle without claims.</param>
    /// <param name="cancellationToken">Stops the fetching.</param>
    /// <exception cref="FaultException">No department has it, or a department that may have it did not answer.</exception>
    Task<NodeBundle> FetchBundleAsync(string record, string? department, string? purpose, CancellationToken cancellationToken);

    /// <summary>Fetches the reasons of the record's status changes. Empty if the token may not read them.</summary>
    /// <exception cref="FaultException">The node did not answer, or rejected the request.</exception>
    Task<ImmutableArray<StatusReason>> FetchReasonsAsync(string record, NodeBundle bundle, CancellationToken cancellationToken);

    /// <summary>Fetches a type file.</summary>
    /// <param name="path">Its path at the node.</param>
    /// <param name="cancellationToken">Stops the fetching.</param>
    /// <exception cref="FaultException">The node did not answer, or has no such file.</exception>
    Task<byte[]> FetchTypeAsync(string path, CancellationToken cancellationToken);
}
