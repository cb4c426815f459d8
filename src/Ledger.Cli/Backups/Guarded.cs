using System.Text.Json.Nodes;
using Ledger.Faults;
using Ledger.Files;
using Ledger.Keys;
using Ledger.Store.LiteDb;

namespace Ledger.Cli.Backups;

/// <summary>What the commands that work on data directories have in common.</summary>
internal static class Guarded
{
    /// <summary>Does work on a data directory and says in the command's own words what stands in its way.</summary>
    public static T Run<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception problem) when (Explain(problem) is { } explained)
        {
            throw explained;
        }
    }

    /// <summary>The same for work that waits.</summary>
    public static async Task<T> RunAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception problem) when (Explain(problem) is { } explained)
        {
            throw explained;
        }
    }

    public static JsonArray ToJson(IEnumerable<BackedUpLog> logs) => [.. logs.Select(log => (JsonNode)new JsonObject
    {
        ["department"] = log.Department.ToString(), ["origin"] = log.Origin, ["size"] = log.Size, ["root"] = log.Root.ToBase64(),
    })];

    /// <summary>What the command says of an exception; null for a defect of ours.</summary>
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
