using Ledger.Departments;

namespace Ledger.Web.Startup;

/// <summary>The folder that holds all state of a node, held by this process alone until disposed.</summary>
internal sealed class DataDirectory : DataLayout, IDisposable
{
    private readonly FileStream _lock;

    private DataDirectory(string root, FileStream @lock)
        : base(root) => _lock = @lock;

    /// <summary>Makes the folder when it is missing, and takes hold of it.</summary>
    /// <exception cref="StartUpException">Another process holds it, or it cannot be written to.</exception>
    public static DataDirectory Open(string path)
    {
        var root = Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(root);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new StartUpException(StartUpFaults.DirectoryNotWritable, root, problem);
        }

        try
        {
            return new DataDirectory(root, new FileStream(Path.Combine(root, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException problem)
        {
            throw new StartUpException(StartUpFaults.DirectoryNotWritable, root, problem);
        }
        catch (IOException problem)
        {
            throw new StartUpException(StartUpFaults.DirectoryLocked, root, problem);
        }
    }

    public void Dispose() => _lock.Dispose();
}
