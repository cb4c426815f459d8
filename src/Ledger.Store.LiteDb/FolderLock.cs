using Ledger.Faults;
using Ledger.Files;

namespace Ledger.Store.LiteDb;

/// <summary>
/// Holds a department's folder for one store. The lock is the open file, not its presence: it ends with the process however that
/// ends, and a <c>lock</c> file left behind means nothing. (.NET takes flock(2) for <see cref="FileShare.None"/> on Unix.)
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <exception cref="StoreLockedException">Somebody else holds it.</exception>
    public static FolderLock Take(string folder)
    {
        try
        {
            var file = new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
            return new FolderLock(file);
        }
        catch (IOException problem) when (FileErrors.IsHeldElsewhere(problem))
        {
            throw new StoreLockedException(
                $"The folder {folder} is in use by another process. Stop that one first, or choose another data directory.", problem);
        }
    }

    public void Dispose() => _file.Dispose();
}
