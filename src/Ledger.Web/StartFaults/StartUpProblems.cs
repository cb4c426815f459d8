using Ledger.Anchoring;
using Ledger.Files;
using Ledger.Verify.Faults;
using Microsoft.Extensions.Options;

namespace Ledger.Web.StartFaults;

/// <summary>Turns an exception at the start into a message that an operator can act on.</summary>
internal static class StartUpProblems
{
    private const int CannotStart = 2;

    /// <summary>Explains an exception. Null for an unknown one, which is a defect of the program.</summary>
    public static FaultException? Explain(Exception problem) => problem switch
    {
        FaultException unavailable when unavailable.Fault == LogFaults.StorageFails => unavailable.InnerException is IOException inner ? Explain(inner) : null,
        FaultException silent when silent.Fault == AnchoringFaults.ChainUnreachable => new FaultException(StartUpFaults.ChainDoesNotMatch, silent.Detail, silent),
        FaultException known => known,
        OptionsValidationException wrong => SettingsWrong([wrong], wrong),
        AggregateException all when all.InnerExceptions.All(one => one is OptionsValidationException) => SettingsWrong(all.InnerExceptions.Cast<OptionsValidationException>(), all),
        CallRevertedException => new FaultException(StartUpFaults.ChainDoesNotMatch, problem.Message, problem),
        IOException full when FileErrors.IsDiskFull(full) => new FaultException(StartUpFaults.DiskFull, full.Message, full),
        IOException closed when FileErrors.IsReadOnly(closed) => new FaultException(StartUpFaults.ReadOnly, closed.Message, closed),
        IOException held when FileErrors.IsHeldElsewhere(held) => new FaultException(StoreFaults.Locked, held.Message, held),
        UnauthorizedAccessException denied => new FaultException(StartUpFaults.DirectoryNotWritable, denied.Message, denied),
        _ => null,
    };

    private static FaultException SettingsWrong(IEnumerable<OptionsValidationException> wrong, Exception problem) =>
        new(StartUpFaults.SettingsWrong, string.Join(" ", wrong.SelectMany(one => one.Failures)), problem);

    /// <summary>Whether the exception concerns one department only, so that the others may still open.</summary>
    public static bool IsOfOneDepartment(Exception problem) => problem is IOException or UnauthorizedAccessException
        || (problem is FaultException { Fault: var fault } && (StoreFaults.All.Contains(fault) || fault == LogFaults.StorageFails));

    /// <summary>Writes the explanation to stderr.</summary>
    /// <returns>The exit code of the process.</returns>
    public static int Print(FaultException problem)
    {
        try
        {
            Console.Error.WriteLine($"{problem.Fault.Code}: {problem.Fault.Title.En} {problem.Detail}");
            Console.Error.WriteLine($"  {problem.Fault.Action.En}");
            Console.Error.WriteLine($"  {problem.Fault.Title.Zh}{problem.Fault.Action.Zh}");
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            // Nobody can read the message. The exit code is enough.
        }

        return CannotStart;
    }
}
