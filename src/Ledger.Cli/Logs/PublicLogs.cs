using Ledger.Auditing;
using Ledger.Verify.Notes;

namespace Ledger.Cli.Logs;

/// <summary>Opens public logs at addresses and in folders. Stateless.</summary>
internal sealed class PublicLogs : IPublicLogs
{
    /// <inheritdoc/>
    public IPublicLog Open(string where, VerifierKey? key) => LogSource.Open(where, key);
}
