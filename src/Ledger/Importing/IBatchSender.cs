using Ledger.Verify.Faults;

namespace Ledger.Importing;

/// <summary>Sends lines of records to a department of a node. Safe for use from any thread.</summary>
public interface IBatchSender
{
    /// <summary>Sends lines. Each line has an idempotency key, so sending it again has no further effect.</summary>
    /// <param name="department">The department's id, as in the lines.</param>
    /// <param name="lines">The lines, each with its line feed.</param>
    /// <param name="cancellationToken">Cancels the wait. The node may have received the lines.</param>
    /// <returns>The answer lines.</returns>
    /// <exception cref="FaultException">The node did not answer, or rejected the request.</exception>
    Task<string> SendAsync(string department, byte[] lines, CancellationToken cancellationToken);
}
