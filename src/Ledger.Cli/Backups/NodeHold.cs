using Ledger.Departments;
using Ledger.Files;
using Ledger.Verify.Faults;

namespace Ledger.Cli.Backups;

/// <summary>Takes the node's own lock: two processes must not write to one data directory.</summary>
internal static class NodeHold
{
    /// <exception cref="FaultException">There is no such directory, it may not be written to, or a node is using it.</exception>
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
