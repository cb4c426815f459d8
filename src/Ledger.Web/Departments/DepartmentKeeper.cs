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

namespace Ledger.Web.Departments;

/// <summary>
/// Opens the departments of a node before its first request, each apart from the others: one that cannot be opened is down, and the others go on.
/// Reopens one whose writer a full disk stopped when there is space; opening finds out what became of the writes that failed. Closes them when the
/// node stops.
/// </summary>
internal sealed partial class DepartmentKeeper(
    HostedDepartments departments, DepartmentProfiles profiles, HostedDepartmentOpener opener, NodeAddress address, DataDirectory data,
    IDepartmentRegistry registry,
    RecordTypeCatalogue catalogue, NodeSettings settings, TimeProvider clock, ILogger<DepartmentKeeper> logger) : Worker("departments", clock, logger)
{
    // Enough for the files of several commits. With less, the writer would stop again at once.
    private const int SpaceNeeded = 1 << 20;

    protected override TimeSpan Interval => TimeSpan.FromSeconds(2);

    protected override TimeSpan FirstPause => Interval;

    /// <summary>Opens the departments and polls the chain once, so that an old backup is noticed before it is written to.</summary>
    /// <exception cref="FaultException">None of them can be opened, or the chain is not theirs.</exception>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await OpenAllAsync(cancellationToken);

        // A chain that is down keeps nobody from issuing.
        await Task.WhenAll(departments.All.Select(department => department.Chain.TryReconcileAsync(cancellationToken).AsTask()));
        EnsureOnTheirChain();
        await RefreshTypesAsync(cancellationToken);
        await Task.WhenAll(departments.All.Select(department => address.RegisterAsync(department, cancellationToken)));
        foreach (var department in departments.All)
        {
            department.Start(settings.PollInterval);
        }

        await base.StartAsync(cancellationToken);
    }

    /// <summary>Commits what waits and closes the departments.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken); // A department that is being opened again must not stay open.
        await departments.DisposeAsync();
    }

    /// <summary>Opens a department, or notes that it is down.</summary>
    /// <returns>Null when it is open; else what stands in the way.</returns>
    /// <exception cref="FaultException">The cause is no matter of one department.</exception>
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

    protected override WorkerProblem Explain(Exception problem) => StorageProblems.Explain(problem) is { } refusal
        ? new WorkerProblem(WorkerOutcome.Transient, refusal.Fault)
        : base.Explain(problem);

    /// <summary>Opens each, whatever becomes of the others; a node none of whose departments opens does not start.</summary>
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

    // Anchors of two chains must not mix. A wrong address that is found only after an outage is shown by the health page.
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
        catch (ChainUnavailableException)
        {
            LogTypesNotRefreshed(Logger);
        }
    }

    /// <summary>Reopens each department that a full disk stopped, if there is space now, and each whose worker for the chain ended.</summary>
    private async Task ReopenStoppedAsync(CancellationToken cancellationToken)
    {
        foreach (var stopped in departments.All.Where(MustReopen).ToList())
        {
            await TryCloseAsync(stopped); // Requests that still use it are refused and told to try again.
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
                // Before its first request: an old backup must not be written to.
                await department.Chain.TryReconcileAsync(cancellationToken);
                department.Start(settings.PollInterval);
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
            // It is written over at the next try.
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "{Code}: the department {Department} is down, the others go on. {What} {Detail} {Action}")]
    private static partial void LogDown(ILogger logger, string code, string department, string what, string detail, string action);

    [LoggerMessage(Level = LogLevel.Information, Message = "The department {Department} is open again and takes entries")]
    private static partial void LogReopened(ILogger logger, string department);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The department {Department} cannot be opened again: {Reason}. Restart the node")]
    private static partial void LogNotReopened(ILogger logger, Exception problem, string department, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The files of {Department} were not closed in good order: {Reason}")]
    private static partial void LogNotClosed(ILogger logger, string department, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The registry cannot be asked which types may be issued; going on with what it said last")]
    private static partial void LogTypesNotRefreshed(ILogger logger);
}
