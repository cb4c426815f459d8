using Ledger.Departments;
using Ledger.Files;
using Ledger.Verify.Faults;

namespace Ledger.Offline;

/// <summary>Takes the lock of a node's data directory: only one process may write to it. Stateless.</summary>
public static class NodeHold
{
    /// <summary>Takes the lock until the returned file is disposed.</summary>
    /// <exception cref="FaultException">There is no such directory, it may not be written to, or a node uses it.</exception>
    public static FileStream Take(string directory)
    {
        if (!Directory.Exists(directory))
        {
            throw new FaultException(RunFaults.NotADataDirectory, directory);
        }

        try
        {
            return new FileStream(new DataLayout(directory).Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException problem)
        {
            throw new FaultException(RunFaults.FileUnwritable, directory, problem);
        }
        catch (IOException problem) when (!FileErrors.IsHeldElsewhere(problem))
        {
            throw new FaultException(RunFaults.FileUnwritable, $"{directory}: {problem.Message}", problem);
        }
        catch (IOException problem)
        {
            throw new FaultException(RunFaults.DirectoryInUse, directory, problem);
        }
    }
}
