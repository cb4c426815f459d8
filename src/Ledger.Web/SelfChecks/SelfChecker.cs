using Ledger.Anchoring;
using Ledger.Auditing;
using Ledger.Ethereum.Anchoring;
using Ledger.Hosting;
using Ledger.Log;
using Ledger.Verify.Faults;
using Ledger.Web.Settings;
using Ledger.Workers;
using Microsoft.Extensions.Options;

namespace Ledger.Web.SelfChecks;

/// <summary>
/// Checks the node's own logs in the background, one after the other, for as long as it runs. It changes nothing: a log that disagrees with
/// its anchor is frozen by <see cref="Statuses.ChainWorker"/>, and everything else is for people to decide.
/// </summary>
internal sealed partial class SelfChecker(
    HostedDepartments departments, EthereumAnchorChain chain, IOptions<SelfCheckSettings> settings, SelfCheckResults results, TimeProvider clock, ILogger<SelfChecker> logger)
    : Worker("self-check", clock, logger)
{
    protected override TimeSpan Interval => TimeSpan.FromHours(settings.Value.IntervalHours);

    protected override TimeSpan FirstPause => TimeSpan.FromSeconds(settings.Value.FirstAfterSeconds);

    /// <summary>Checks each department; one that cannot be checked keeps no other from it.</summary>
    protected override async ValueTask<WorkerProblem?> RunOnceAsync(CancellationToken cancellationToken)
    {
        WorkerProblem? worst = null;
        foreach (var department in departments.All)
        {
            var problem = await CheckAsync(department, cancellationToken);
            worst = worst is null || problem?.Outcome > worst.Outcome ? problem : worst;
        }

        return worst;
    }

    protected override WorkerProblem Explain(Exception problem) => problem switch
    {
        ChainUnavailableException or ObjectDisposedException => new(WorkerOutcome.Transient, ChainAuditFaults.OwnCheckEnded), // The department is reopened.
        _ when StorageProblems.Explain(problem) is not null => new(WorkerOutcome.Transient, ChainAuditFaults.OwnCheckEnded),
        _ => base.Explain(problem),
    };

    private async Task<WorkerProblem?> CheckAsync(HostedDepartment department, CancellationToken cancellationToken)
    {
        var id = department.Profile.Id;
        var name = id.ToString();
        try
        {
            // The chain first: the log is never behind it honestly.
            var history = await ReadChainAsync(department.Profile.Origin, cancellationToken);
            var report = await new OwnLogCheck(department.Log, department.Store, Clock).RunAsync(history, settings.Value.EntriesPerSecond, cancellationToken);
            var first = report.Findings.Count > 0 ? report.Findings[0] : null;
            results.Set(id, new SelfCheckResult(
                Clock.GetUtcNow(), report.Size, report.Findings.Count, first?.Fault.Code, first?.Path, first?.First, report.AnchorsAgreeing,
                ProblemOf(history, report)?.Code));
            if (first is not null)
            {
                LogFound(Logger, name, report.Findings.Count, first.Fault.Code, first.Path, first.First, first.Detail?.En);
            }

            return null;
        }
        catch (Exception problem) when (problem is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            var before = results.Find(id) ?? new SelfCheckResult(null, 0, 0, null, null, null, null, null);
            results.Set(id, before with { Problem = ChainAuditFaults.OwnCheckEnded.Code });
            var (explained, reason) = (Explain(problem), StorageProblems.Describe(problem));
            if (explained.Outcome is WorkerOutcome.Fatal)
            {
                LogDefect(Logger, name, reason, problem.StackTrace);
            }
            else
            {
                LogEnded(Logger, name, reason);
            }

            return explained;
        }
    }

    /// <summary>What was due and could not be compared; null when all was.</summary>
    private static Fault? ProblemOf(AnchorHistory? history, OwnLogReport report) =>
        history is null ? ChainAuditFaults.ChainSilent
        : !history.IsWhole ? ChainAuditFaults.ChainIncomplete
        : report.IsComplete ? null
        : ChainAuditFaults.LogIncomplete;

    private async Task<AnchorHistory?> ReadChainAsync(string origin, CancellationToken cancellationToken)
    {
        try
        {
            return await chain.ReadAnchorHistoryAsync(origin, cancellationToken);
        }
        catch (ChainUnavailableException)
        {
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "The check of the log of {Department} found {Count} things wrong, first {Code} at {Place}, entry {Entry}. {Detail}")]
    private static partial void LogFound(ILogger logger, string department, int count, string code, string place, long? entry, string? detail);

    [LoggerMessage(Level = LogLevel.Warning, Message = "LDG3359: the check of the log of {Department} did not come to its end: {Problem}")]
    private static partial void LogEnded(ILogger logger, string department, string problem);

    [LoggerMessage(Level = LogLevel.Critical, Message = "LDG9050: the check of the log of {Department} met {Problem}, which was not foreseen\n{Place}")]
    private static partial void LogDefect(ILogger logger, string department, string problem, string? place);
}
