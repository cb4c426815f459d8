using Ledger.Files;
using Ledger.Verify.Faults;

namespace Ledger.Store.LiteDb;

/// <summary>
/// Locks a department's folder for one store. The open file is the lock. It ends with the process in any case, so a <c>lock</c> file alone means
/// nothing. (.NET uses flock(2) for <see cref="FileShare.None"/> on Unix.)
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <exception cref="FaultException"><see cref="StoreFaults.Locked"/>: another store holds the lock.</exception>
    public static FolderLock Acquire(string folder)
    {
        try
        {
            var file = new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
            return new FolderLock(file);
        }
        catch (IOException problem) when (FileErrors.IsHeldElsewhere(problem))
        {
            throw new FaultException(
                StoreFaults.Locked, $"The folder {folder} is in use by another process. Stop that one first, or choose another data directory.", problem);
        }
    }

    public void Dispose() => _file.Dispose();
}
