using Microsoft.Win32.SafeHandles;

namespace Ledger.Store.LiteDb.Files;

/// <summary>The only way the journal changes a file. A seam, so that tests can make a write or a flush fail at a chosen call.</summary>
internal interface IAppendFile : IDisposable
{
    /// <summary>Writes the parts one after the other, from <paramref name="offset"/> on.</summary>
    void Write(IReadOnlyList<ReadOnlyMemory<byte>> parts, long offset);

    /// <summary>Returns once everything written lies on the disk.</summary>
    void Flush();

    /// <summary>Cuts the file and makes the cut durable.</summary>
    void Cut(long length);
}

/// <summary>Opens files for the journal: <paramref name="path"/> must be new when <paramref name="create"/> is set, else present.</summary>
internal delegate IAppendFile OpenAppendFile(string path, bool create);

/// <summary>A file on disk.</summary>
internal sealed class DiskFile : IAppendFile
{
    private readonly SafeFileHandle _handle;

    private DiskFile(SafeFileHandle handle) => _handle = handle;

    // The store's lock keeps other writers out; readers of this process have handles of their own.
    public static IAppendFile Open(string path, bool create) => new DiskFile(File.OpenHandle(
        path, create ? FileMode.CreateNew : FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete));

    public void Write(IReadOnlyList<ReadOnlyMemory<byte>> parts, long offset) => RandomAccess.Write(_handle, parts, offset);

    public void Flush() => RandomAccess.FlushToDisk(_handle);

    public void Cut(long length)
    {
        RandomAccess.SetLength(_handle, length);
        RandomAccess.FlushToDisk(_handle);
    }

    public void Dispose() => _handle.Dispose();
}
