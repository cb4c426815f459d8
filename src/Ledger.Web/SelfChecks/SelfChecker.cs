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
/// Checks the node's own logs in the background, one after the other, while the node runs. It only reports. <see cref="Statuses.ChainWorker"/> freezes a
/// log that contradicts its anchor. An operator decides about all other findings.
/// </summary>
internal sealed partial class SelfChecker(
    HostedDepartments departments, EthereumAnchorChain chain, IOptions<SelfCheckOptions> settings, SelfCheckResults results, TimeProvider clock, ILogger<SelfChecker> logger)
    : Worker("self-check", clock, logger)
{
    protected override TimeSpan Interval => TimeSpan.FromHours(settings.Value.IntervalHours);

    protected override TimeSpan FirstPause => TimeSpan.FromSeconds(settings.Value.FirstAfterSeconds);

    /// <summary>Checks each department. If one check fails, the others still run.</summary>
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

    protected override Fault Explain(Exception problem) => problem switch
    {
        ObjectDisposedException => ChainAuditFaults.OwnCheckEnded, // The keeper is reopening the department.
        _ when ChainOutages.Includes(problem) || StorageProblems.Explain(problem) is not null => ChainAuditFaults.OwnCheckEnded,
        _ => base.Explain(problem),
    };

    private async Task<WorkerProblem?> CheckAsync(HostedDepartment department, CancellationToken cancellationToken)
    {
        var id = department.Profile.Id;
        var name = id.ToString();
        try
        {
            // The chain is read first. A correct log is never shorter than an earlier answer of the chain.
            var history = await ReadChainAsync(department.Profile.Origin, cancellationToken);
            var report = await new OwnLogCheck(department.Log, department.Store, Clock).RunAsync(history, settings.Value.EntriesPerSecond, cancellationToken);
            var first = report.Findings.Count > 0 ? report.Findings[0] : null;
            results.Set(id, new SelfCheckResult(
                Clock.GetUtcNow(), report.Size, report.Findings.Count, first?.Fault.Code, first?.Path, first?.First, report.AnchorsAgreeing,
                FindProblem(history, report)?.Code));
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
            var explained = new WorkerProblem(Explain(problem));
            var reason = problem is ObjectDisposedException ? LogFaults.Reopening.Title.En : StorageProblems.Describe(problem);
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

    /// <summary>Why a part of the check was not possible. Null when everything was compared.</summary>
    private static Fault? FindProblem(AnchorHistory? history, OwnLogReport report) =>
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
        catch (FaultException outage) when (ChainOutages.Includes(outage))
        {
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "The self-check of the log of {Department} has {Count} findings. The first is {Code} at {Place}, entry {Entry}. {Detail}")]
    private static partial void LogFound(ILogger logger, string department, int count, string code, string place, long? entry, string? detail);

    [LoggerMessage(Level = LogLevel.Warning, Message = "LDG3359: the self-check of the log of {Department} did not finish: {Problem}")]
    private static partial void LogEnded(ILogger logger, string department, string problem);

    [LoggerMessage(Level = LogLevel.Critical, Message = "LDG9050: the self-check of the log of {Department} failed with {Problem}\n{Place}")]
    private static partial void LogDefect(ILogger logger, string department, string problem, string? place);
}
