using Ledger.Verify.Faults;
using Ledger.Verify.Notes;

namespace Ledger.Auditing;

/// <summary>Opens public logs. Safe for use from any thread.</summary>
public interface IPublicLogs
{
    /// <summary>Opens the public log at an address or in a folder. The caller disposes it.</summary>
    /// <param name="where">The address or the folder.</param>
    /// <param name="key">The log's key; null when the caller checks the checkpoint itself.</param>
    /// <exception cref="FaultException">It is neither an address nor a folder.</exception>
    IPublicLog Open(string where, VerifierKey? key);
}
