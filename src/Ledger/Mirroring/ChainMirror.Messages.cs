using Ledger.Anchoring;
using Ledger.Log;
using Ledger.Verify.Faults;
using Microsoft.Extensions.Logging;

namespace Ledger.Mirroring;

/// <summary>Log messages of the mirror.</summary>
public sealed partial class ChainMirror
{
    /// <summary>
    /// Logs why a refresh failed. An unforeseen exception is logged separately from an outage, with its place and without its message, which may
    /// quote an answer.
    /// </summary>
    /// <returns>The fault for the state.</returns>
    private Fault LogFailure(Exception problem)
    {
        var isOutage = ChainOutages.Includes(problem);
        if (isOutage || StorageProblems.Explain(problem) is not null)
        {
            var (fault, reason) = isOutage
                ? (MirrorFaults.ChainUnreachable, ChainOutages.Describe(problem))
                : (MirrorFaults.StoreUnusable, StorageProblems.Describe(problem));
            LogNotRefreshed(_logger, fault.Code, reason);
            return fault;
        }

        var (kind, place) = (FaultException.GetName(problem), problem.StackTrace);
        LogUnforeseen(_logger, MirrorFaults.Unforeseen.Code, kind, place);
        return MirrorFaults.Unforeseen;
    }

    [LoggerMessage(4501, LogLevel.Warning, "{Code}: the chain mirror cannot be refreshed; the node retries. {Problem}")]
    private static partial void LogUnreachable(ILogger logger, string code, string problem);

    [LoggerMessage(4502, LogLevel.Error, "{Code}: the chain mirror is rebuilt. {Problem}")]
    private static partial void LogRebuild(ILogger logger, string code, string problem);

    [LoggerMessage(4503, LogLevel.Error, "{Code}: the chain mirror was rebuilt and is still wrong; it is not used. {Problem}")]
    private static partial void LogStillWrong(ILogger logger, string code, string problem);

    [LoggerMessage(4504, LogLevel.Error, "{Code}: the chain mirror cannot be stored; it stays in memory until the next start. {Problem}")]
    private static partial void LogStoreUnusable(ILogger logger, string code, string problem);

    [LoggerMessage(4507, LogLevel.Error, "{Code}: the chain mirror cannot be refreshed; the node retries. {Problem}")]
    private static partial void LogNotRefreshed(ILogger logger, string code, string problem);

    [LoggerMessage(4505, LogLevel.Information, "The chain mirror has read block {Block} of {Final}")]
    private static partial void LogProgress(ILogger logger, long block, long final);

    [LoggerMessage(4506, LogLevel.Information, "The chain mirror is up to date again, at block {Block}")]
    private static partial void LogRecovered(ILogger logger, long block);

    [LoggerMessage(4508, LogLevel.Critical, "{Code}: refreshing the chain mirror failed with {Problem}; the node retries\n{Place}")]
    private static partial void LogUnforeseen(ILogger logger, string code, string problem, string? place);
}
