using Ledger.Anchoring;
using Ledger.Departments;
using Ledger.Files;
using Ledger.Hosting;
using Ledger.Issuing;
using Ledger.Log;
using Ledger.Verify.Faults;
using Ledger.Web.Data;
using Ledger.Web.Settings;
using Ledger.Web.StartFaults;
using Ledger.Workers;
using Microsoft.Extensions.Options;

namespace Ledger.Web.Departments;

/// <summary>
/// Opens the departments of a node before its first request, each separately. One that cannot open is down; the others work. When a full disk stopped a
/// writer and there is space again, reopens that department, because opening finds out which of the failed writes are on disk. Closes all departments
/// when the node stops.
/// </summary>
internal sealed partial class DepartmentKeeper(
    HostedDepartments departments, DepartmentProfiles profiles, HostedDepartmentOpener opener, NodeAddress address, DataDirectory data,
    IDepartmentRegistry registry,
    RecordTypeCatalogue catalogue, IOptions<ChainOptions> settings, TimeProvider clock, ILogger<DepartmentKeeper> logger) : Worker("departments", clock, logger)
{
    // Enough space for several commits. With less, the writer would stop again at once.
    private const int SpaceNeeded = 1 << 20;

    protected override TimeSpan Interval => TimeSpan.FromSeconds(2);

    protected override TimeSpan FirstPause => Interval;

    /// <summary>Opens the departments and polls the chain once, so that the node detects an old backup before it writes to it.</summary>
    /// <exception cref="FaultException">No department can be opened, or a department belongs to another chain.</exception>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await OpenAllAsync(cancellationToken);

        // Does not throw when the chain is down: issuing needs no chain.
        await Task.WhenAll(departments.All.Select(department => department.Chain.TryReconcileAsync(cancellationToken).AsTask()));
        EnsureOnTheirChain();
        await RefreshTypesAsync(cancellationToken);
        await Task.WhenAll(departments.All.Select(department => address.RegisterAsync(department, cancellationToken)));
        foreach (var department in departments.All)
        {
            department.Start(settings.Value.PollInterval);
        }

        await base.StartAsync(cancellationToken);
    }

    /// <summary>Commits what waits and closes the departments.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken); // Waits for a reopening in progress, so that its department does not stay open.
        await departments.DisposeAsync();
    }

    /// <summary>Opens a department, or records that it is down.</summary>
    /// <returns>Null when the department is open; otherwise the reason why it is not.</returns>
    /// <exception cref="FaultException">The cause concerns the whole node, not only this department.</exception>
    private async Task<FaultException?> OpenAsync(DepartmentProfile profile, CancellationToken cancellationToken)
    {
        try
        {
            departments.Add(await opener.OpenAsync(profile, cancellationToken));
            return null;
        }
        catch (Exception problem) when (StartUpProblems.IsOfOneDepartment(problem) && StartUpProblems.Explain(problem) is { } explained)
        {
            var name = profile.Id.ToString();
            if (departments.FindDown(profile.Id)?.Detail != explained.Detail)
            {
                LogDown(Logger, explained.Fault.Code, name, explained.Fault.Title.En, explained.Detail, explained.Fault.Action.En);
            }

            departments.AddDown(new DownDepartment(profile, explained.Fault, explained.Detail));
            return explained;
        }
    }

    protected override async ValueTask<WorkerProblem?> RunOnceAsync(CancellationToken cancellationToken)
    {
        await ReopenStoppedAsync(cancellationToken);
        return null;
    }

    protected override Fault Explain(Exception problem) => StorageProblems.Explain(problem)?.Fault ?? base.Explain(problem);

    /// <summary>Opens every department. A failure does not affect the others, but if none opens, the node does not start.</summary>
    private async Task OpenAllAsync(CancellationToken cancellationToken)
    {
        var problems = new List<FaultException>();
        foreach (var profile in profiles.All)
        {
            if (await OpenAsync(profile, cancellationToken) is { } problem)
            {
                problems.Add(problem);
            }
        }

        if (problems.Count > 0 && problems.Count == profiles.All.Length)
        {
            throw problems[0];
        }
    }

    // Anchors of two chains must not mix. If the chain is down now, the health page shows a wrong address later.
    private void EnsureOnTheirChain()
    {
        if (departments.All.FirstOrDefault(department => department.Chain.State.Fault == AnchoringFaults.NotMoved) is { } stranger)
        {
            throw new FaultException(StartUpFaults.NotMoved, stranger.Profile.Id.ToString());
        }
    }

    private async Task RefreshTypesAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var department in departments.All)
            {
                department.Registration.Refresh(await registry.FindDepartmentAsync(department.Profile.Origin, cancellationToken));
                await department.Types.RefreshAsync(registry, department.Profile, catalogue, department.TrustedTime, cancellationToken);
            }
        }
        catch (FaultException outage) when (ChainOutages.Includes(outage))
        {
            LogTypesNotRefreshed(Logger);
        }
    }

    /// <summary>Reopens each department that a full disk stopped, if there is space now, and each department whose chain worker has ended.</summary>
    private async Task ReopenStoppedAsync(CancellationToken cancellationToken)
    {
        foreach (var stopped in departments.All.Where(MustReopen).ToList())
        {
            await TryCloseAsync(stopped); // Requests that still use it are refused and may be retried.
            await ReopenAsync(stopped.Profile, cancellationToken);
        }

        foreach (var down in departments.Down.Where(one => one.Fault == StartUpFaults.DiskFull && HasSpace(one.Profile.Id)).ToList())
        {
            await ReopenAsync(down.Profile, cancellationToken);
        }
    }

    private async Task ReopenAsync(DepartmentProfile profile, CancellationToken cancellationToken)
    {
        try
        {
            if (await OpenAsync(profile, cancellationToken) is null && departments.Find(profile.Id) is { } department)
            {
                // Before the first request, because the node must not write to an old backup.
                await department.Chain.TryReconcileAsync(cancellationToken);
                department.Start(settings.Value.PollInterval);
                var name = profile.Id.ToString();
                LogReopened(Logger, name);
            }
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            var (name, reason) = (profile.Id.ToString(), StorageProblems.Describe(problem));
            LogNotReopened(Logger, problem, name, reason);
            departments.AddDown(new DownDepartment(profile, LogFaults.WriterStopped, reason));
        }
    }

    private async Task TryCloseAsync(HostedDepartment department)
    {
        try
        {
            await department.DisposeAsync();
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            var (name, reason) = (department.Profile.Id.ToString(), StorageProblems.Describe(problem));
            LogNotClosed(Logger, name, reason);
        }
    }

    private bool MustReopen(HostedDepartment department) => department.Chain.Condition.HasEnded
        || (department.Log.Sequencer.State.Fault == LogFaults.DiskFull && HasSpace(department.Profile.Id));

    private bool HasSpace(DepartmentId department)
    {
        var path = Path.Combine(data.Department(department).Root, "space.tmp");
        try
        {
            DurableFiles.WriteNew(path, new byte[SpaceNeeded]);
            return true;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return false;
        }
        finally
        {
            TryDelete(path);
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // The next try overwrites the file.
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "{Code}: the department {Department} is down, the others work. {What} {Detail} {Action}")]
    private static partial void LogDown(ILogger logger, string code, string department, string what, string detail, string action);

    [LoggerMessage(Level = LogLevel.Information, Message = "The department {Department} is open again and accepts entries")]
    private static partial void LogReopened(ILogger logger, string department);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The department {Department} cannot be reopened: {Reason}. Restart the node")]
    private static partial void LogNotReopened(ILogger logger, Exception problem, string department, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The files of {Department} cannot be closed cleanly: {Reason}")]
    private static partial void LogNotClosed(ILogger logger, string department, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The registry does not answer which types may be issued. The node uses its last answer")]
    private static partial void LogTypesNotRefreshed(ILogger logger);
}
