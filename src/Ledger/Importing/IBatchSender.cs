using Ledger.Verify.Faults;


namespace Ledger.Importing;

/// <summary>Sends lines of records to a department of a node. Safe for use from any thread.</summary>
public interface IBatchSender
{
    /// <summary>Sends lines. Sending the same lines again has no further effect: each has an idempotency key.</summary>
    /// <param name="department">The department's id, as the lines name it.</param>
    /// <param name="lines">The lines, each with its line feed.</param>
    /// <param name="cancellationToken">Stops the waiting; the node may have the lines.</param>
    /// <returns>The answer lines.</returns>
    /// <exception cref="FaultException">The node did not answer, or refused.</exception>
    Task<string> SendAsync(string department, byte[] lines, CancellationToken cancellationToken);
}
