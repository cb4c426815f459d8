using Ledger.Departments;
using Ledger.Faults;
using Ledger.Files;

namespace Ledger.Offline;

/// <summary>Takes the lock of a node's data directory: only one process may write to it. Stateless.</summary>
public static class NodeHold
{
    /// <summary>Takes the lock until the returned file is disposed.</summary>
    /// <exception cref="CouldNotRunException">There is no such directory, it may not be written to, or a node uses it.</exception>
    public static FileStream Take(string directory)
    {
        if (!Directory.Exists(directory))
        {
            throw new CouldNotRunException(RunFaults.NotADataDirectory, directory);
        }

        try
        {
            return new FileStream(new DataLayout(directory).Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException problem)
        {
            throw new CouldNotRunException(RunFaults.FileUnwritable, directory, problem);
        }
        catch (IOException problem) when (!FileErrors.IsHeldElsewhere(problem))
        {
            throw new CouldNotRunException(RunFaults.FileUnwritable, $"{directory}: {problem.Message}", problem);
        }
        catch (IOException problem)
        {
            throw new CouldNotRunException(RunFaults.DirectoryInUse, directory, problem);
        }
    }
}
