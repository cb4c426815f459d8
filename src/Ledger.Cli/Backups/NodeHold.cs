using Ledger.Departments;
using Ledger.Faults;
using Ledger.Files;

namespace Ledger.Cli.Backups;

/// <summary>Takes the node's own lock: two processes must not write to one data directory.</summary>
internal static class NodeHold
{
    /// <exception cref="CouldNotRunException">There is no such directory, it may not be written to, or a node is using it.</exception>
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
