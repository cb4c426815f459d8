using Ledger.Departments;
using Ledger.Files;
using Ledger.Verify.Faults;

namespace Ledger.Offline;

/// <summary>Takes the lock of a data directory. Only the process that holds the lock may write to the directory. Stateless.</summary>
public static class NodeHold
{
    /// <summary>Takes the lock until the returned file is disposed.</summary>
    /// <exception cref="FaultException">The directory does not exist, is not writable, or is in use by a node.</exception>
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
