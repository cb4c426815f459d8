using Ledger.Verify.Faults;

namespace Ledger.Access;

/// <summary>The tokens of a restored data directory. A backup does not know which tokens were withdrawn after it.</summary>
/// <param name="InForce">The number of tokens in force.</param>
/// <param name="Withdrawn">The number of tokens that the restore withdrew.</param>
public sealed record RestoredTokens(int InForce, int Withdrawn)
{
    /// <summary>Reads the operator's log of the lost node.</summary>
    /// <param name="path">The file. Null if there is none.</param>
    /// <exception cref="FaultException">The file cannot be read.</exception>
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
            throw new FaultException(RunFaults.FileUnreadable, path!, problem); // Not null: without a path nothing is read.
        }
    }
}
