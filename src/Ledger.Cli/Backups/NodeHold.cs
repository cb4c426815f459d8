using Ledger.Cli.Output;
using Ledger.Departments;
using Ledger.Files;

namespace Ledger.Cli.Backups;

/// <summary>Takes the node's own lock: two processes must not write to one data directory.</summary>
internal static class NodeHold
{
    /// <exception cref="CliException">There is no such directory, it may not be written to, or a node is using it.</exception>
    public static FileStream Take(string directory)
    {
        if (!Directory.Exists(directory))
        {
            throw new CliException(CliFaults.NotADataDirectory, directory);
        }

        try
        {
            return new FileStream(new DataLayout(directory).Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException problem)
        {
            throw new CliException(CliFaults.FileUnwritable, directory, problem);
        }
        catch (IOException problem) when (!FileErrors.IsHeldElsewhere(problem))
        {
            throw new CliException(CliFaults.FileUnwritable, $"{directory}: {problem.Message}", problem);
        }
        catch (IOException problem)
        {
            throw new CliException(CliFaults.DirectoryInUse, directory, problem);
        }
    }
}
