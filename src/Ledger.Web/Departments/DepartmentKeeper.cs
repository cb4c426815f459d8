using Ledger.Departments;
using Ledger.Files;
using Ledger.Log;
using Ledger.Web.Startup;

namespace Ledger.Web.Departments;

/// <summary>
/// Opens the departments of a node, each apart from the others: one that cannot be opened is down, and the others go on. One whose writer a full
/// disk stopped is closed and opened again when there is space; opening finds out what became of the writes that failed.
/// </summary>
/// <param name="departments">Where the result is kept.</param>
/// <param name="open">Opens one department, its writer and its worker.</param>
/// <param name="folderOf">The folder of a department.</param>
/// <param name="clock">The pace.</param>
/// <param name="logger">Where a change is reported.</param>
internal sealed partial class DepartmentKeeper(
    HostedDepartments departments, Func<DepartmentProfile, CancellationToken, Task<HostedDepartment>> open, Func<DepartmentId, string> folderOf,
    TimeProvider clock, ILogger logger)
{
    // Enough for the files of several commits. With less, the writer would stop again at once.
    private const int SpaceNeeded = 1 << 20;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>Opens a department, or notes that it is down.</summary>
    /// <returns>Null when it is open; else what stands in the way.</returns>
    /// <exception cref="StartUpException">The cause is no matter of one department.</exception>
    public async Task<StartUpException?> OpenAsync(DepartmentProfile profile, CancellationToken cancellationToken)
    {
        try
        {
            departments.Add(await open(profile, cancellationToken));
            return null;
        }
        catch (Exception problem) when (StartUpProblems.IsOfOneDepartment(problem) && StartUpProblems.Explain(problem) is { } explained)
        {
            var name = profile.Id.ToString();
            if (departments.FindDown(profile.Id)?.Detail != explained.Detail)
            {
                LogDown(logger, explained.Fault.Code, name, explained.Fault.Title.En, explained.Detail, explained.Fault.Action.En);
            }

            departments.AddDown(new DownDepartment(profile, explained.Fault, explained.Detail));
            return explained;
        }
    }

    /// <summary>Looks for departments to open again until cancelled. Never throws.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                await RunOnceAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The node stops.
        }
    }

    /// <summary>Opens again each department that a full disk stopped, if there is space now.</summary>
    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        foreach (var stopped in departments.All.Where(one => one.Log.Sequencer.State.Fault == LogFaults.DiskFull && HasSpace(one.Profile.Id)).ToList())
        {
            // Requests that still use it are told to come back.
            await TryCloseAsync(stopped);
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
            if (await OpenAsync(profile, cancellationToken) is null)
            {
                var name = profile.Id.ToString();
                LogReopened(logger, name);
            }
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            var (name, reason) = (profile.Id.ToString(), StorageProblems.Describe(problem));
            LogNotReopened(logger, problem, name, reason);
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
            LogNotClosed(logger, name, reason);
        }
    }

    private bool HasSpace(DepartmentId department)
    {
        var path = Path.Combine(folderOf(department), "space.tmp");
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
}
