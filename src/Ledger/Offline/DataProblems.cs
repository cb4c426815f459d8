using System.Collections.Frozen;
using Ledger.Files;
using Ledger.Verify.Faults;

namespace Ledger.Offline;

/// <summary>Translates the exceptions of work on a data directory into coded faults. Stateless.</summary>
public static class DataProblems
{
    // The problem that a store reports, and the message of a command about it.
    private static readonly FrozenDictionary<Fault, Fault> OfCommands = new Dictionary<Fault, Fault>
    {
        [StoreFaults.Behind] = RunFaults.LogBehind,
        [StoreFaults.TwoHistories] = RunFaults.TwoHistories,
        [StoreFaults.Damaged] = RunFaults.DataDamaged,
        [StoreFaults.TooNew] = RunFaults.DataTooNew,
        [StoreFaults.TooOld] = RunFaults.DataTooOld,
        [StoreFaults.Foreign] = RunFaults.DataOfAnotherLog,
        [StoreFaults.KeyUnusable] = GovernanceFaults.KeyUnusable,
        [StoreFaults.Locked] = RunFaults.DirectoryInUse,
    }.ToFrozenDictionary();

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
        FaultException { Detail: var detail } known => OfCommands.TryGetValue(known.Fault, out var fault) ? new FaultException(fault, detail, problem) : null,
        FileNotFoundException or DirectoryNotFoundException => new FaultException(RunFaults.FileUnreadable, problem.Message, problem),
        IOException when FileErrors.IsDiskFull(problem) || FileErrors.IsReadOnly(problem) => new FaultException(RunFaults.FileUnwritable, problem.Message, problem),
        UnauthorizedAccessException => new FaultException(RunFaults.FileUnreadable, problem.Message, problem),
        _ => null,
    };
}
