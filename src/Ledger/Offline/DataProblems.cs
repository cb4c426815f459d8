using Ledger.Faults;
using Ledger.Files;
using Ledger.Keys;
using Ledger.Verify.Faults;

namespace Ledger.Offline;

/// <summary>Translates the exceptions of work on a data directory into coded faults. Stateless.</summary>
public static class DataProblems
{
    /// <summary>Runs work on a data directory.</summary>
    /// <exception cref="FaultException">The work cannot be done.</exception>
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
    /// <exception cref="FaultException">The work cannot be done.</exception>
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

    /// <summary>Translates an exception. Null for an unexpected one, which is a bug.</summary>
    public static FaultException? Explain(Exception problem) => problem switch
    {
        LogBehindException => new FaultException(RunFaults.LogBehind, problem.Message, problem),
        TwoHistoriesException => new FaultException(RunFaults.TwoHistories, problem.Message, problem),
        StoreDamagedException => new FaultException(RunFaults.DataDamaged, problem.Message, problem),
        StoreTooNewException => new FaultException(RunFaults.DataTooNew, problem.Message, problem),
        StoreForeignException => new FaultException(RunFaults.DataOfAnotherLog, problem.Message, problem),
        KeyUnusableException => new FaultException(GovernanceFaults.KeyUnusable, problem.Message, problem),
        StoreLockedException => new FaultException(RunFaults.DirectoryInUse, problem.Message, problem),
        FileNotFoundException or DirectoryNotFoundException => new FaultException(RunFaults.FileUnreadable, problem.Message, problem),
        IOException when FileErrors.IsDiskFull(problem) || FileErrors.IsReadOnly(problem) => new FaultException(RunFaults.FileUnwritable, problem.Message, problem),
        UnauthorizedAccessException => new FaultException(RunFaults.FileUnreadable, problem.Message, problem),
        _ => null,
    };
}
