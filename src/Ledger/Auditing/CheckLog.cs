using Ledger.Verify.Faults;
using Ledger.Verify.Notes;

namespace Ledger.Auditing;

/// <summary>Computes a public log again, and compares it with the head that an earlier run left. Stateless.</summary>
/// <param name="logs">Opens the log.</param>
/// <param name="key">The log's key.</param>
public sealed class CheckLog(IPublicLogs logs, VerifierKey key)
{
    /// <summary>Checks the log. The state file moves to the new head only when everything was read and agrees.</summary>
    /// <param name="where">The address or the folder of the log.</param>
    /// <param name="statePath">The file that keeps the head between runs; null to keep nothing.</param>
    /// <param name="evidencePath">The file to write a contradiction to; null for one beside the state file.</param>
    /// <param name="report">Receives the share that is done, up to 1.</param>
    /// <param name="cancellationToken">Stops the check.</param>
    /// <exception cref="FaultException">The log has no checkpoint or cannot be reached, or the state file cannot be used.</exception>
    public async Task<CheckedLog> RunAsync(string where, string? statePath, string? evidencePath, Action<double> report, CancellationToken cancellationToken)
    {
        using var source = logs.Open(where, key);
        var remembered = statePath is null ? null : await StateFile.ReadAsync(statePath, key, cancellationToken);
        var audit = await new LogAudit(source, key).RunAsync(
            new LogAuditOptions
            {
                RootsAt = remembered is null ? [] : [remembered.Size],
                Recognise = source.Recognise,
                Progress = (done, size) => report((double)done / Math.Max(1, size)),
            },
            cancellationToken) ?? throw new FaultException(RunFaults.NoLog, where);
        var history = remembered is null ? null : await HistoryCheck.CompareWithAuditAsync(remembered, audit, new ProofFiles(source), cancellationToken);
        var (evidence, problem) = history?.Contradiction is { } found ? ContradictionFile.TryWrite(evidencePath ?? statePath + ".evidence.json", key, found) : (null, null);
        var result = new CheckedLog(audit, remembered, history, evidence, problem);
        if (result.Agrees && statePath is not null && audit.Head is { } head && head.Size != remembered?.Size)
        {
            StateFile.Write(statePath, key, head);
        }

        return result;
    }
}
