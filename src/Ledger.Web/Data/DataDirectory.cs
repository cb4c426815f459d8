using Ledger.Departments;
using Ledger.Files;
using Ledger.Verify.Faults;
using Ledger.Web.Settings;

namespace Ledger.Web.Data;

/// <summary>The folder with all state of a node. This process holds its lock until the object is disposed.</summary>
internal sealed class DataDirectory : DataLayout, IDisposable
{
    private readonly FileStream _lock;

    private DataDirectory(string root, string? headLocks, FileStream @lock)
        : base(root)
    {
        _lock = @lock;
        HeadLocks = headLocks ?? HeadLocks;
    }

    /// <summary>Creates the folder if it is missing, and locks it.</summary>
    /// <exception cref="FaultException">Another process holds the lock, or the folder is not writable.</exception>
    public static DataDirectory Open(StorageOptions storage)
    {
        var root = Path.GetFullPath(storage.DataDirectory);
        try
        {
            Directory.CreateDirectory(root);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new FaultException(ChooseFault(problem), root, problem);
        }

        try
        {
            return new DataDirectory(
                root, storage.HeadLockDirectory, new FileStream(Path.Combine(root, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new FaultException(ChooseFault(problem), root, problem);
        }
    }

    private static Fault ChooseFault(Exception problem) =>
        FileErrors.IsHeldElsewhere(problem) ? StoreFaults.Locked
        : FileErrors.IsReadOnly(problem) ? StartUpFaults.ReadOnly
        : FileErrors.IsDiskFull(problem) ? StartUpFaults.DiskFull
        : StartUpFaults.DirectoryNotWritable;

    public void Dispose() => _lock.Dispose();
}
