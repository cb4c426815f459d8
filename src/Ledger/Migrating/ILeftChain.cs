using Ledger.Verify.Faults;

namespace Ledger.Migrating;

/// <summary>A chain that departments are leaving.</summary>
public interface ILeftChain
{
    /// <summary>Reads everything that the chain holds about a department as of a final block.</summary>
    /// <param name="origin">The department's origin.</param>
    /// <param name="asOf">The number of the block. Null for the last final one.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="FaultException">No endpoint answered.</exception>
    ValueTask<Departure> ReadDepartureAsync(string origin, long? asOf, CancellationToken cancellationToken);
}
