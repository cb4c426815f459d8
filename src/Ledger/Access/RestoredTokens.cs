using Ledger.Verify.Faults;

namespace Ledger.Access;

/// <summary>The tokens of a restored data directory. A backup does not know which tokens were withdrawn after it.</summary>
/// <param name="InForce">How many can be used.</param>
/// <param name="Withdrawn">How many the restore withdrew.</param>
public sealed record RestoredTokens(int InForce, int Withdrawn)
{
    /// <summary>Reads the operator's log of the lost node.</summary>
    /// <param name="path">The file; null when there is none.</param>
    /// <exception cref="FaultException">It cannot be read.</exception>
    public static IReadOnlyList<OperatorEvent>? ReadLog(string? path)
    {
        try
        {
            return path is null ? null : File.Exists(path) ? OperatorLog.Read(path) : throw new FaultException(RunFaults.FileUnreadable, path);
        }
        catch (FaultException problem) when (StoreFaults.IsDamage(problem.Fault))
        {
            throw new FaultException(RunFaults.FileMalformed, problem.Detail, problem);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new FaultException(RunFaults.FileUnreadable, path!, problem); // Only a file that was named is read.
        }
    }
}
