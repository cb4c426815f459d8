using Ledger.Faults;
using Ledger.Files;
using Ledger.Keys;

namespace Ledger.Offline;

/// <summary>Translates what stands in the way of work on a data directory into faults. Stateless.</summary>
public static class DataProblems
{
    /// <summary>Runs work on a data directory.</summary>
    /// <exception cref="CouldNotRunException">The work cannot be done.</exception>
    public static T Run<T>(Func<T> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        try
        {
            return work();
        }
        catch (Exception problem) when (Explain(problem) is { } explained)
        {
            throw explained;
        }
    }

    /// <summary>Runs asynchronous work on a data directory.</summary>
    /// <exception cref="CouldNotRunException">The work cannot be done.</exception>
    public static async Task<T> RunAsync<T>(Func<Task<T>> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        try
        {
            return await work();
        }
        catch (Exception problem) when (Explain(problem) is { } explained)
        {
            throw explained;
        }
    }

    /// <summary>Translates an exception; null for a defect of ours.</summary>
    public static CouldNotRunException? Explain(Exception problem) => problem switch
    {
        LogBehindException => new CouldNotRunException(RunFaults.LogBehind, problem.Message, problem),
        TwoHistoriesException => new CouldNotRunException(RunFaults.TwoHistories, problem.Message, problem),
        StoreDamagedException => new CouldNotRunException(RunFaults.DataDamaged, problem.Message, problem),
        StoreTooNewException => new CouldNotRunException(RunFaults.DataTooNew, problem.Message, problem),
        StoreForeignException => new CouldNotRunException(RunFaults.DataOfAnotherLog, problem.Message, problem),
        KeyUnusableException => new CouldNotRunException(GovernanceFaults.KeyUnusable, problem.Message, problem),
        StoreLockedException => new CouldNotRunException(RunFaults.DirectoryInUse, problem.Message, problem),
        FileNotFoundException or DirectoryNotFoundException => new CouldNotRunException(RunFaults.FileUnreadable, problem.Message, problem),
        IOException when FileErrors.IsDiskFull(problem) || FileErrors.IsReadOnly(problem) => new CouldNotRunException(RunFaults.FileUnwritable, problem.Message, problem),
        UnauthorizedAccessException => new CouldNotRunException(RunFaults.FileUnreadable, problem.Message, problem),
        _ => null,
    };
}
